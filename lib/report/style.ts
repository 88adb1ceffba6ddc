/** Colours text for a terminal, or returns it as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** The style of a terminal with or without colours. */
export function styleOf(isColoured: boolean): Style {
  const paint = (code: number) => (text: string) =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: paint(1),
    added: paint(32),
    removed: paint(31),
    changed: paint(33),
    faint: paint(2),
  };
}
