/** The cookie that brings a browser's guest back: out of reach of scripts, and of other sites' requests. */
const NAME = 'aboveboard_session';
const YEAR_S = 365 * 24 * 60 * 60;

/** The token in a Cookie header. */
export function tokenInCookie(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value) return value;
  }
  return null;
}

export function sessionCookie(token: string, isHttps: boolean): string {
  return cookie(token, YEAR_S, isHttps);
}

export function endedSessionCookie(isHttps: boolean): string {
  return cookie('', 0, isHttps);
}

function cookie(value: string, maxAgeS: number, isHttps: boolean): string {
  return `${NAME}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}
