import {useEffect, useState} from 'react';
import type {FullScreen} from '../../terminal/full-screen.js';
import type {Size} from '../view.js';

/** The size of the screen, as it is now. */
export function useSize({size, onResize}: Pick<FullScreen, 'size' | 'onResize'>): Size {
  const [current, setCurrent] = useState(size);
  useEffect(() => onResize(() => setCurrent(size())), [size, onResize]);
  return current;
}
