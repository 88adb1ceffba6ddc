# Completion of ecs-iam in PowerShell, written by: ecs-iam completion powershell
Register-ArgumentCompleter -Native -CommandName ecs-iam, generator-ecs-iam -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [ordered]@{
        'new' = @{
            Summary = 'Writes the user''s repo.'
            Words = @()
            Later = $false
            Text = @()
            Flags = [ordered]@{
                '--target' = 'The tool.'
                '--yes' = 'Asks nothing.'
                '-y' = 'Asks nothing.'
            }
            Values = @{
                '--target' = @('cdk', 'cli')
            }
        }
        'list' = @{
            Summary = 'Lists: what there is.'
            Words = @('roles', 'grants')
            Later = $true
            Text = @('--output')
            Flags = [ordered]@{
                '--output' = 'A file.'
            }
            Values = @{
            }
        }
    }
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $isNamed = $words.Count -gt 1 -and $commands.Contains($words[1])
    $command = if ($isNamed) { $commands[$words[1]] } else { $commands['new'] }
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
        & $words[0] completion words @typed 2> $null | ForEach-Object { , @($_, $_) }
    })
    $found | Where-Object { $_ -and $_[0] -like "$wordToComplete*" } | ForEach-Object {
        $text = if ($_[0] -match '[^\w./@+:=-]') { "'" + $_[0].Replace("'", "''") + "'" } else { $_[0] }
        [System.Management.Automation.CompletionResult]::new($text, $_[0], 'ParameterValue', $_[1])
    }
}
