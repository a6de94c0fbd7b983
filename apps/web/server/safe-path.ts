/**
 * The client's name of a file as a relative path with `/`: no drive, no leading slash, no `.` or `..`, no control characters.
 * It is shown and matched against siblings, never opened: uploads live in memory.
 */
export function safePath(name: string): string {
  const parts = name
    .slice(0, 1024)
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => Array.from(part, (c) => (c >= ' ' && c !== '\u007f' ? c : '')).join(''))
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/u.test(part));
  return parts.length === 0 ? 'unnamed' : parts.join('/');
}
