import {useEffect, useState} from 'react';
import type {Size} from '../screen/line.js';
import type {FullScreen} from './full-screen.js';

/** The size of the screen, as it is now. */
export function useSize({size, onResize}: Pick<FullScreen, 'size' | 'onResize'>): Size {
  const [current, setCurrent] = useState(size);
  useEffect(() => onResize(() => setCurrent(size())), [size, onResize]);
  return current;
}
