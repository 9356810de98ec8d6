import {expect, it} from 'vitest';
import {saysNotUtf8} from '../../src/cli/locale.js';

it.each([
  [{}, false],
  [{LANG: 'de_DE.UTF-8'}, false],
  [{LANG: 'C.utf8'}, false],
  [{LC_CTYPE: 'UTF-8'}, false],
  [{LANG: 'C'}, true],
  [{LANG: 'de_DE@euro'}, true],
  [{LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8'}, true],
  [{LC_ALL: '', LC_CTYPE: 'en_US.ISO-8859-1', LANG: 'de_DE.UTF-8'}, true],
  [{LC_ALL: 'en_US.UTF-8', LC_CTYPE: 'C', LANG: 'C'}, false],
])('the locale %j is no UTF-8: %s', (env, isNot) => {
  expect(saysNotUtf8(env)).toBe(isNot);
});
