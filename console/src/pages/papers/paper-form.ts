/** Words that every document of the state has, whatever the console's language. */
export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** Items on a line each, as documents end them: `;`, and `.` after the last. A dash and an end of their own are dropped. */
export function listed(items: readonly string[], dash: '- ' | '' = ''): string[] {
  return items.map((item, index) => {
    const words = item
      .trim()
      .replace(/^[-–]\s*/, '')
      .replace(/[;.,]+$/, '');
    return `${dash}${words}${index === items.length - 1 ? '.' : ';'}`;
  });
}
