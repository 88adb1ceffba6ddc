import { type CompletedCommand, type CompletedFlag, LATER_WORDS, PROGRAMS } from './words.ts';

/** The completion of fish. The first command is the one without a word. */
export function fishScript([first, ...others]: readonly [
  CompletedCommand,
  ...CompletedCommand[],
]): string {
  const commands = [first, ...others];
  const names = commands.map(({ name }) => name).join(' ');
  const [program, ...aliases] = PROGRAMS;
  const lines = [
    ...commands.map(
      ({ name, summary }) =>
        `complete -c ${program} -n __ecs_iam_begins -a ${name} -d ${quoted(summary)}\n`,
    ),
    ...commands.flatMap((command) => commandLines(program, command)),
    ...aliases.map((alias) => `complete -c ${alias} -w ${program}\n`),
  ];
  return `# Completion of ecs-iam in fish, written by: ecs-iam completion fish
function __ecs_iam_begins
    test (count (commandline -opc)) -eq 1
end
function __ecs_iam_in
    set -l words (commandline -opc)
    set -l command ${first.name}
    if contains -- "$words[2]" ${names}
        set command $words[2]
    end
    test $command = $argv[1]
end
function __ecs_iam_first_of
    test (count (commandline -opc)) -eq 2
    and __ecs_iam_in $argv[1]
end
function __ecs_iam_later_of
    test (count (commandline -opc)) -gt 2
    and __ecs_iam_in $argv[1]
end
function __ecs_iam_later
    set -l words (commandline -opc)
    $words[1] completion ${LATER_WORDS} $words[2..-1] 2> /dev/null
end
${lines.join('')}`;
}

function commandLines(
  program: string,
  { name, words, hasLaterWords, flags }: CompletedCommand,
): readonly string[] {
  const choices = `complete -c ${program} -f -n '__ecs_iam_first_of ${name}' -a '${words.join(' ')}'\n`;
  const later = `complete -c ${program} -n '__ecs_iam_later_of ${name}' -a '(__ecs_iam_later)'\n`;
  const begin = `complete -c ${program} -n '__ecs_iam_in ${name}'`;
  return [
    ...(words.length === 0 ? [] : [choices]),
    ...(hasLaterWords ? [later] : []),
    ...flags.map(
      (flag) => `${begin} ${spelling(flag)}${value(flag)} -d ${quoted(flag.explanation)}\n`,
    ),
  ];
}

function spelling({ spellings }: CompletedFlag): string {
  return spellings
    .map((one) => (one.startsWith('--') ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`))
    .join(' ');
}

function value({ value: kind }: CompletedFlag): string {
  if (kind === 'none') return '';
  if (kind === 'path') return ' -r -F';
  return kind === 'text' ? ' -x' : ` -x -a '${kind.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
