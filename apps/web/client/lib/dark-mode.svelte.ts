const query = matchMedia('(prefers-color-scheme: dark)');

/** Whether the reader's system is dark; figures are drawn anew when it changes. */
class DarkMode {
  on: boolean = $state(query.matches);
}
export const darkMode: DarkMode = new DarkMode();
query.addEventListener('change', () => (darkMode.on = query.matches));
