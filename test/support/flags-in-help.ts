/** The flags that stand at the beginning of a line of help, in order, without their `--`. */
export function flagsInHelp(help: string): readonly string[] {
  return [...help.matchAll(/^ {2}(?:-\w, )?--(?:\[no-\])?([a-z-]+)/gm)].map(
    ([, name = '']) => name,
  );
}
