/** Known weaknesses of what is installed, as npm's audit service tells them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';

/** Those that fail the gate. */
export const GRAVE: readonly Severity[] = ['high', 'critical'];

export interface Weakness {
  readonly name: string;
  readonly severity: Severity;
  /** What it is: advisories, each with the versions it is in and its address, or the packages it comes through. */
  readonly via: readonly string[];
  /** Installed for a room that runs, or only to build and test one. */
  readonly isProduction: boolean;
}

export type AuditOutcome =
  | { readonly kind: 'known'; readonly weaknesses: readonly Weakness[] }
  /** Nobody knows: the service did not answer, or not with a report. */
  | { readonly kind: 'unreachable'; readonly why: string };

/** Of `npm audit --json`, what is read here. */
interface AuditReport {
  readonly auditReportVersion?: number;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
  readonly vulnerabilities?: Readonly<Record<string, ReportedWeakness>>;
}
interface ReportedWeakness {
  readonly name: string;
  readonly severity: Severity;
  readonly via: readonly (string | { readonly title: string; readonly range: string; readonly url: string })[];
  /** Where it is installed. */
  readonly nodes: readonly string[];
}

const DEADLINE_MS = 120_000;

/**
 * Asks about everything in the lockfile of `folder`.
 *
 * @param isProduction whether what lies at a path (`node_modules/ws`) is part of a room
 */
export function audit(root: string, folder: string, isProduction: (path: string) => boolean): AuditOutcome {
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=1', '--fetch-timeout=30000'];
  const { stdout, error } = spawnSync('npm', args, {
    cwd: join(root, folder),
    encoding: 'utf8',
    timeout: DEADLINE_MS,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const report = parse(stdout);
  if (report?.auditReportVersion !== 2) {
    const why = report?.message ?? report?.error?.summary ?? error?.message ?? 'npm audit gave no report';
    return { kind: 'unreachable', why: withoutAddresses(why) };
  }
  const weaknesses = Object.values(report.vulnerabilities ?? {}).map(({ name, severity, via, nodes }) => ({
    name,
    severity,
    via: via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title} (${cause.range}) ${cause.url}`)),
    isProduction: nodes.some(isProduction),
  }));
  return { kind: 'known', weaknesses };
}

function parse(text: string): AuditReport | null {
  try {
    return JSON.parse(text) as AuditReport;
  } catch {
    return null;
  }
}

/** A registry's address may hold a password. */
function withoutAddresses(text: string): string {
  return text.replace(/\bhttps?:\S+/g, 'the registry');
}
