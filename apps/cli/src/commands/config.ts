/** `aboveboard config`: what the settings are, and whether the room would start with them on this machine. */
import type { ConfigCheck, EffectiveSetting } from '@aboveboard/server';
import { Command } from 'commander';
import { EXIT } from '../exit-code.ts';

interface ConfigFlags {
  readonly data?: string;
  readonly json?: boolean;
}

export function configCommand(): Command {
  return new Command('config')
    .description('Show the settings, or check them on this machine, without opening the room.')
    .addCommand(
      withFlags(new Command('check').description('Say everything that is wrong with the settings, and change nothing.')).action(
        check,
      ),
    )
    .addCommand(
      withFlags(new Command('show').description('Print each setting, its value and where it comes from; no secrets.')).action(
        show,
      ),
    );
}

function withFlags(command: Command): Command {
  return command
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit code 0 when the settings are right, 1 when one is wrong. What each one is: .env.example.');
}

function sourcesOf({ data }: ConfigFlags) {
  return { env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } };
}

async function check(flags: ConfigFlags): Promise<void> {
  const { checkConfig } = await import('@aboveboard/server');
  const outcome = await checkConfig(sourcesOf(flags));
  const { isGood, remarks } = outcome;
  process.stdout.write(flags.json ? `${JSON.stringify({ isGood, remarks })}\n` : checkPage(outcome));
  process.exitCode = isGood ? EXIT.GOOD : EXIT.NEGATIVE;
}

function checkPage({ isGood, remarks, settings }: ConfigCheck): string {
  const lines = remarks.map(({ severity, text }) => `${severity === 'wrong' ? 'WRONG' : 'note '} ${text}`);
  const given = settings.filter(({ from }) => from !== null).length;
  const faults = remarks.filter(({ severity }) => severity === 'wrong').length;
  const verdict = isGood ? 'the room can start with them' : `${faults} wrong`;
  return `${[...lines, `${settings.length} settings, ${given} of them given: ${verdict}`].join('\n')}\n`;
}

async function show(flags: ConfigFlags): Promise<void> {
  const { environmentName, readSettings } = await import('@aboveboard/server');
  const { settings, remarks, config } = readSettings(sourcesOf(flags));
  const rows = settings.map((setting) => ({ variable: environmentName(setting.name), ...setting }));
  const page = rows.map((row) => `${row.variable.padEnd(36)}${valueText(row).padEnd(24)} ${row.from ?? '(default)'}\n`);
  process.stdout.write(flags.json ? `${JSON.stringify({ settings: rows })}\n` : page.join(''));
  for (const { severity, text } of remarks) process.stderr.write(`${severity}: ${text}\n`);
  process.exitCode = config ? EXIT.GOOD : EXIT.NEGATIVE;
}

function valueText({ value, from, isSecret }: EffectiveSetting): string {
  if (isSecret && from !== null) return '(set, not shown)';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? '(none)' : text;
}
