import {
  type CompletedCommand,
  flagsWithChoices,
  flagsWithText,
  LATER_WORDS,
  PROGRAMS,
} from './words.ts';

/** The completion of PowerShell, 5.1 and newer. The first command is the one without a word. */
export function powershellScript([first, ...others]: readonly [
  CompletedCommand,
  ...CompletedCommand[],
]): string {
  const commands = [first, ...others];
  return `# Completion of ecs-iam in PowerShell, written by: ecs-iam completion powershell
Register-ArgumentCompleter -Native -CommandName ${PROGRAMS.join(', ')} -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [ordered]@{
${commands.map(commandEntry).join('')}    }
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $isNamed = $words.Count -gt 1 -and $commands.Contains($words[1])
    $command = if ($isNamed) { $commands[$words[1]] } else { $commands['${first.name}'] }
    $previous = $words[-1]
    $found = @(if ($command.Values.ContainsKey($previous)) {
        $command.Values[$previous] | ForEach-Object { , @($_, $_) }
    } elseif ($command.Text -contains $previous) {
        @()
    } elseif ($wordToComplete -like '-*') {
        $command.Flags.GetEnumerator() | ForEach-Object { , @($_.Key, $_.Value) }
    } elseif ($words.Count -eq 1) {
        $commands.GetEnumerator() | ForEach-Object { , @($_.Key, $_.Value.Summary) }
    } elseif ($isNamed -and $words.Count -eq 2) {
        $command.Words | ForEach-Object { , @($_, $_) }
    } elseif ($isNamed -and $command.Later) {
        $typed = @($words | Select-Object -Skip 1)
        & $words[0] completion ${LATER_WORDS} @typed 2> $null | ForEach-Object { , @($_, $_) }
    })
    $found | Where-Object { $_ -and $_[0] -like "$wordToComplete*" } | ForEach-Object {
        $text = if ($_[0] -match '[^\\w./@+:=-]') { "'" + $_[0].Replace("'", "''") + "'" } else { $_[0] }
        [System.Management.Automation.CompletionResult]::new($text, $_[0], 'ParameterValue', $_[1])
    }
}
`;
}

function commandEntry(command: CompletedCommand): string {
  const { name, summary, words, hasLaterWords, flags } = command;
  const rows = flags.flatMap(({ spellings, explanation }) =>
    spellings.map((one) => `                ${quoted(one)} = ${quoted(explanation)}\n`),
  );
  const values = flagsWithChoices(command).flatMap((one) =>
    one.spellings.map((flag) => `                ${quoted(flag)} = ${list(one.words)}\n`),
  );
  return `        ${quoted(name)} = @{
            Summary = ${quoted(summary)}
            Words = ${list(words)}
            Later = ${hasLaterWords ? '$true' : '$false'}
            Text = ${list(flagsWithText(command))}
            Flags = [ordered]@{
${rows.join('')}            }
            Values = @{
${values.join('')}            }
        }
`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
