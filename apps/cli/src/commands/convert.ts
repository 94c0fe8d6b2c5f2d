/** `aboveboard convert`: recorded hands from one form into another. */
import { Command, Option } from 'commander';
import { EXIT } from '../exit-code.ts';
import { type ConvertFlags, convertHands, formatConverted } from './convert-hands.ts';
import { FORMS } from './convert-output.ts';

export function convertCommand(): Command {
  return new Command('convert')
    .description('Turn recorded hands into PHH, text histories or JSON.')
    .argument('<input...>', 'files or folders of hands: .phh, .phhs, or text histories')
    .addOption(new Option('--to <form>', 'the form to write').choices(Object.keys(FORMS)).makeOptionMandatory())
    .addOption(new Option('--from <form>', 'the form that is read').choices(['auto', 'phh', 'text']).default('auto'))
    .option(
      '-o, --out <path>',
      'a file for all hands, or a folder (it is there, or ends in /) for a file each; else they are printed',
    )
    .option('-f, --force', 'overwrite files that are there')
    .option('--json', 'with --out: report the outcome as one JSON object')
    .addHelpText(
      'after',
      `
  phh    one hand a file; from many hands --out makes a folder of files
  phhs   many hands in numbered tables
  text   hand histories as online rooms write them: hold'em and Omaha
  json   a list of hands, with what the rules made of each

Exit code 0 only if every hand was converted; 1 if some could not be, each named with its reason; 2 for a wrong call.`,
    )
    .action((inputs: string[], flags: ConvertFlags & { json?: boolean }) => {
      if (flags.json && flags.out === undefined) return complain('--json reports on files that are written: add --out.');
      const converted = convertHands(inputs, flags);
      if (!converted.ok) return complain(converted.error);
      const { printed, ...outcome } = converted.value;
      process.stdout.write(printed);
      if (flags.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
      else process.stderr.write(formatConverted(outcome));
      process.exitCode = outcome.faults.length === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
    });
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT.USAGE;
}
