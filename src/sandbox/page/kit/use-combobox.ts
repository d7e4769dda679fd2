import { useRef, useState } from 'preact/hooks';
import type { Choice } from './choices.ts';
import type { ComboboxProps } from './combobox.tsx';
import { useOffer } from './offer.ts';

/** What a combobox remembers while one types, and what its keys do. */
export function useCombobox(props: ComboboxProps) {
  const { picked, isMulti = false, onChange, atMost = Number.POSITIVE_INFINITY } = props;
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const offer = useOffer(props, typed ?? '', isOpen);

  const close = () => {
    setOpen(false);
    setTyped(undefined);
    setAt(0);
  };
  const open = () => {
    if (!isOpen && !isMulti)
      setAt(
        Math.max(
          0,
          offer.choices.findIndex(({ value }) => value === picked[0]?.value),
        ),
      );
    setOpen(true);
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
    setOpen(true);
  };
  const take = (choice: Choice) => {
    const without = picked.filter(({ value }) => value !== choice.value);
    if (!isMulti) onChange([choice]);
    else if (without.length < picked.length) onChange(without);
    else if (picked.length < atMost) onChange([...picked, choice]);
    // Closed after each pick, as in Slack: the list lies over the field one wants next.
    close();
    input.current?.focus();
  };
  const takePointed = () => {
    const choice = offer.choices[at];
    if (choice) take(choice);
  };
  const point = (to: number) => setAt(Math.min(offer.choices.length - 1, Math.max(0, to)));

  const whenOpen: Record<string, () => void> = {
    ArrowDown: () => point(at + 1),
    ArrowUp: () => point(at - 1),
    Enter: takePointed,
    Escape: close,
  };
  const whenClosed: Record<string, () => void> = { ArrowDown: open, ArrowUp: open, Enter: open };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && isMulti && !typed) return onChange(picked.slice(0, -1));
    const deed = (isOpen ? whenOpen : whenClosed)[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return { input, isOpen, typed, at, offer, open, close, type, take, point, onKeyDown };
}
