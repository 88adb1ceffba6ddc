/** A value as a YAML scalar that is read as text: plain where nothing in it could be read otherwise. */
export function yamlWord(value: string): string {
  const text = value.replace(/\$\{\{ vars\.\w+ \}\}/g, 'x');
  const isPlain =
    /^[A-Za-z/][\w./:@+-]*$/.test(text) && !/:$|^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain ? value : JSON.stringify(value);
}
