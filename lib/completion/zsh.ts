import {
  type CompletedCommand,
  flagsWithChoices,
  flagsWithText,
  LATER_WORDS,
  PROGRAMS,
} from './words.ts';

/** The completion of zsh: as a file `_ecs-iam` in $fpath, or sourced. The first command is the one without a word. */
export function zshScript(commands: readonly [CompletedCommand, ...CompletedCommand[]]): string {
  const names = commands.map(({ name }) => name);
  const rows = commands.map(({ name, summary }) => `    ${described(name, summary)}\n`);
  return `#compdef ${PROGRAMS.join(' ')}
# Completion of ecs-iam in zsh, written by: ecs-iam completion zsh
_ecs_iam() {
  local command=$words[2] previous=$words[CURRENT-1] later=
  local -i at=3
  local -a commands choices flags values
  commands=(
${rows.join('')}  )
  case $command in
    ${names.join('|')}) ;;
    *)
      command=${commands[0].name}
      at=2
      ;;
  esac
  if [[ $words[CURRENT] == --*=* ]]; then
    previous=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  case $command in
${commands.map(commandCase).join('')}  esac
  if (( $#values )); then
    compadd -a values
  elif [[ $PREFIX == -* ]]; then
    _describe -o flag flags
  elif (( CURRENT == 2 )); then
    _describe command commands
    _files
  elif (( CURRENT == at && $#choices )); then
    compadd -a choices
  elif [[ -n $later ]]; then
    values=(\${(f)"$($words[1] completion ${LATER_WORDS} $words[2,CURRENT-1] 2> /dev/null)"})
    (( $#values )) && compadd -a values || _files
  else
    _files
  fi
}
if [[ $funcstack[1] == _ecs-iam ]]; then
  _ecs_iam "$@"
else
  compdef _ecs_iam ${PROGRAMS.join(' ')}
fi
`;
}

function commandCase(command: CompletedCommand): string {
  const { name, words, flags } = command;
  const rows = flags.flatMap(({ spellings, explanation }) =>
    spellings.map((one) => `        ${described(one, explanation)}\n`),
  );
  const text = flagsWithText(command);
  const cases = [
    ...flagsWithChoices(command).map(
      (one) => `        ${one.spellings.join('|')}) values=(${one.words.join(' ')}) ;;\n`,
    ),
    ...(text.length === 0 ? [] : [`        ${text.join('|')}) _files; return ;;\n`]),
  ];
  const choices = words.length === 0 ? '' : `      choices=(${words.join(' ')})\n`;
  const later = command.hasLaterWords ? '      later=yes\n' : '';
  const values = cases.length === 0 ? '' : `      case $previous in\n${cases.join('')}      esac\n`;
  return `    ${name})
${choices}${later}      flags=(
${rows.join('')}      )
${values}      ;;
`;
}

function described(name: string, text: string): string {
  const quoted = `${name.replaceAll(':', '\\:')}:${text}`.replaceAll("'", "'\\''");
  return `'${quoted}'`;
}
