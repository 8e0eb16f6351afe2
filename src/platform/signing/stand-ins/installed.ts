import { spawnSync } from 'node:child_process';

/** Whether a program is on this machine. Tests that let outside programs judge us say by name where they are not. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
