#!/usr/bin/env node
import './require-node.js';

const {run} = await import('../dist/entry.js');
await run();
