import type { Commanded } from '../commands/command.ts';
import { answer } from '../commands/command.ts';
import { declare } from '../commands/forms.ts';
import { parseCommand } from '../commands/parse.ts';
import { COMMANDS } from '../commands/table.ts';
import type { SlackDeps } from '../deps.ts';
import { COMMAND } from '../ids.ts';
import { plain } from '../text.ts';
import { helpMessage, problemMessage } from '../views/answers.ts';

/** `/emergency-change`: nothing or a sentence opens the form, a word of ours is answered, a lone unknown word gets help. */
export const onCommand =
  (deps: SlackDeps) =>
  async (commanded: Commanded): Promise<void> => {
    await commanded.ack();
    const typed = parseCommand(commanded.command.text, COMMANDS);
    switch (typed.kind) {
      case 'declare':
        return declare(typed.summary, commanded, deps);
      case 'command':
        return commandOf(typed.word).run(typed.args, commanded, deps);
      case 'misused':
        return answer(commanded, problemMessage(usageWords(typed.word)));
      case 'unknown':
        return answer(commanded, helpMessage(COMMANDS, unknownWords(typed)));
    }
  };

function commandOf(word: string) {
  const found = COMMANDS.find((command) => command.word === word);
  if (!found) throw new Error(`No command is called ${word}`);
  return found;
}

function usageWords(word: string): string {
  const { usage, says } = commandOf(word);
  return `\`${COMMAND} ${usage}\` ${says}.`;
}

function unknownWords({ said, meant }: { said: string; meant?: string | undefined }): string {
  const unknown = `I do not know “${plain(said.slice(0, 40))}”.`;
  return meant ? `${unknown} Did you mean \`${COMMAND} ${plain(meant.slice(0, 60))}\`?` : unknown;
}
