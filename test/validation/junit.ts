/**
 * What is wrong with a JUnit report, by the description that Jenkins' xUnit plugin publishes
 * (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd) and CodeBuild refers to: the elements,
 * where each may stand, which attributes it must have, and counts that agree.
 */
export function junitFaults(xml: string): readonly string[] {
  const faults: string[] = [];
  const open: { readonly name: string; readonly attributes: Attributes; children: string[] }[] = [];
  if (!xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')) faults.push('no declaration');
  const body = xml.replace(/^<\?xml[^>]*\?>\n/, '');
  let end = 0;
  for (const match of body.matchAll(/<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g)) {
    const [whole, closing, name = '', written = '', empty] = match;
    const text = body.slice(end, match.index);
    end = match.index + whole.length;
    if (/[<>]|&(?!(amp|lt|gt|quot|#\d+);)/.test(text + written)) faults.push(`unescaped: ${text}`);
    if (text.trim() !== '' && !MIXED.has(open.at(-1)?.name ?? '')) faults.push(`text: ${text}`);
    if (closing) {
      const left = open.pop();
      if (left?.name !== name) faults.push(`</${name}> closes ${left?.name}`);
      if (left) faults.push(...countFaults(left.name, left.attributes, left.children));
      continue;
    }
    const parent = open.at(-1);
    if (!PARENTS[name]?.includes(parent?.name ?? '')) faults.push(`${name} in ${parent?.name}`);
    const attributes = attributesOf(written);
    for (const needed of REQUIRED[name] ?? []) {
      if (attributes[needed] === undefined) faults.push(`${name} has no ${needed}`);
    }
    for (const one of open) one.children.push(name);
    if (!empty) open.push({ name, attributes, children: [] });
  }
  if (open.length > 0 || body.slice(end).trim() !== '') faults.push('not one whole element');
  return faults;
}

type Attributes = Readonly<Record<string, string>>;

const PARENTS: Readonly<Record<string, readonly string[]>> = {
  testsuites: [''],
  testsuite: ['testsuites'],
  testcase: ['testsuite'],
  failure: ['testcase'],
  'system-out': ['testcase'],
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['tests', 'failures'],
  testsuite: ['name', 'tests', 'failures', 'errors'],
  testcase: ['name', 'classname'],
  failure: ['message', 'type'],
};
const MIXED = new Set(['failure', 'system-out']);

function attributesOf(written: string): Attributes {
  return Object.fromEntries(
    [...written.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
}

function countFaults(name: string, attributes: Attributes, children: readonly string[]): string[] {
  const count = (element: string) => children.filter((one) => one === element).length;
  const pairs = [
    ['tests', 'testcase'],
    ['failures', 'failure'],
  ] as const;
  return pairs
    .filter(([attribute]) => attributes[attribute] !== undefined)
    .filter(([attribute, element]) => Number(attributes[attribute]) !== count(element))
    .map(([attribute]) => `${name} miscounts ${attribute}`);
}
