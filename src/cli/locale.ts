/** Whether the locale says that the terminal takes another encoding than UTF-8. One that is not set says nothing. */
export function saysNotUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}
