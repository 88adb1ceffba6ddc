import type { AccessMap, MapEdge } from './graph.ts';

/** The map as a Mermaid flowchart. */
export function mermaidMap({ nodes, edges }: AccessMap): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const lines = nodes
    .filter(({ id, kind }) => used.has(id) || kind === 'role')
    .map(({ id, kind, label, environment }) => {
      const text = `"${escaped(environment === undefined ? label : `${label} (${environment})`)}"`;
      const shape =
        kind === 'role' ? `[${text}]` : kind === 'principal' ? `([${text}])` : `[(${text})]`;
      return `  ${ids.get(id)}${shape}`;
    });
  const arrows = edges.map(
    (edge) =>
      `  ${ids.get(edge.from)} ${ARROWS[edge.kind]}|"${escaped(edgeLabel(edge))}"| ${ids.get(edge.to)}`,
  );
  return `flowchart LR\n${[...lines, ...arrows].join('\n')}\n`;
}

const ARROWS = { assumes: '-->', passes: '-.->', may: '-->' } as const;

/** What stands on an edge. */
export function edgeLabel({ kind, actions }: MapEdge): string {
  if (kind === 'assumes') return 'assumes';
  if (kind === 'passes') return 'passes';
  const services = [...new Set(actions.map((one) => one.split(':')[0] ?? ''))];
  return actions.length === 1 ? (actions[0] ?? '') : `${actions.length} of ${services.join(', ')}`;
}

function escaped(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
