import {frame} from '../../screen/frame.js';
import type {Line, Size} from '../../screen/line.js';
import type {OpenLab} from './use-lab.js';

/** The lab over the console. */
export const labFrame = ({run}: OpenLab, size: Size): readonly Line[] => frame(run.scene(), size);
