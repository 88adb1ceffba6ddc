import {
  createPrompt,
  isEnterKey,
  isTabKey,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import { shortMessage } from '../lib/answers/question.ts';
import { below, columns, paint, titled } from './ask-screen.ts';

/** What a line of text is asked with. */
export interface TextQuestion {
  readonly message: string;
  readonly offered: string;
  /** The text that '?' shows. */
  readonly help: string;
  readonly problemOf: (reply: string) => true | string;
}

/** Asks for one line. Enter takes what is offered, Tab puts it into the line, '?' explains. */
export const askText = createPrompt<string, TextQuestion>((question, done) => {
  const { message, help, problemOf } = question;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [offered, setOffered] = useState(question.offered);
  const [line, setLine] = useState('');
  const [problem, setProblem] = useState('');
  const [isExplained, setExplained] = useState(false);
  const prefix = usePrefix({ status });

  useKeypress((key, rl) => {
    if (status !== 'idle') return;
    if (isEnterKey(key)) {
      const reply = line || offered;
      const found = problemOf(reply);
      if (found === true) {
        setLine(reply);
        setStatus('done');
        done(reply);
        return;
      }
      // Enter emptied the line: what was typed is there to be mended.
      rl.write(line);
      setProblem(found);
      return;
    }
    if (rl.line === '?') {
      rl.clearLine(0);
      setExplained(!isExplained);
    } else if (isTabKey(key)) {
      rl.clearLine(0);
      rl.write(line || offered);
      setLine(line || offered);
    } else {
      if (key.name === 'backspace' && line === '') setOffered('');
      setLine(rl.line);
      setProblem('');
    }
  });

  if (status === 'done') return titled(prefix, shortMessage(message), paint('cyan', line));
  const hint = offered !== '' && line === '' ? paint('dim', ` (${offered})`) : '';
  const head = titled(prefix, message, '', columns() - (hint === '' ? 0 : offered.length + 3));
  const notes = [
    ...(isExplained ? [below(help)] : []),
    ...(problem === '' ? [] : [paint('red', below(problem))]),
  ];
  return [`${head}${hint} ${line}`, notes.join('\n')];
});
