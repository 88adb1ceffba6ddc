import { FLAG_GROUPS } from '../../lib/answers/command-line.ts';
import { QUESTIONS } from '../../lib/answers/questions.ts';

/** All questions as a Markdown table: flag, key in ecs-iam.json, default, what it decides. */
export function questionsAsMarkdown(): string {
  const rows = QUESTIONS.map((question) => [
    question.flag === undefined ? '' : code(`--${question.flag} ${question.metavar}`),
    code(question.kind === 'placeholder' ? `values.${question.name}` : question.name),
    question.kind === 'placeholder' ? '' : shownDefault(question.initial),
    prose(question.explanation),
    FLAG_GROUPS[question.group],
  ]);
  const head = ['Flag', `Key in ${code('ecs-iam.json')}`, 'Default', 'What it decides', 'Topic'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function shownDefault(initial: unknown): string {
  if (Array.isArray(initial)) {
    const names = initial.map((one: unknown) => (isNamed(one) ? one.name : String(one)));
    return names.length === 0 ? 'none' : code(names.join(','));
  }
  if (typeof initial === 'object' || initial === '') return 'none';
  return code(typeof initial === 'boolean' ? (initial ? 'yes' : 'no') : String(initial));
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function code(text: string): string {
  return `\`${text.trim().replaceAll('|', '\\|')}\``;
}

function prose(text: string): string {
  return text.replace(/[|<>]/g, '\\$&');
}
