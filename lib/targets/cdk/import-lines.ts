import { list, printStatement } from './code.ts';

/** What a file takes from one module: each name with whether the file uses it. */
export type Names = Readonly<Record<string, boolean>>;

/** The import statements of a file; names in the order given, a module without any left out. */
export function importLines(modules: Readonly<Record<string, Names>>): string {
  return Object.entries(modules)
    .map(([module, names]) =>
      importLine(
        module,
        Object.keys(names).filter((one) => names[one]),
      ),
    )
    .join('');
}

function importLine(module: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const onlyTypes = names.every((name) => name.startsWith('type '));
  const items = names.map((name) => ({ code: onlyTypes ? name.replace('type ', '') : name }));
  const code = list(`import ${onlyTypes ? 'type ' : ''}{`, items, `} from '${module}'`);
  return `${printStatement(code, 0)}\n`;
}
