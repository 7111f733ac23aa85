import type { ComponentChildren, JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';

/** The pages that other screens point to, by their ids in the catalogue. */
export const POINTED_TO = [
  'when-to-reach-out',
  'common-questions',
  'the-evidence',
  'why-homework-slips',
  'the-five-questions',
] as const;
export type PageId = (typeof POINTED_TO)[number];

/** Opens a page to read. */
export function useReading(): (page: string) => void {
  const { reading, router } = useParts();
  return (page) => {
    reading.value = page;
    router.go('learn-page');
  };
}

export function ReadButton(given: {
  page: PageId;
  kind?: 'quiet' | 'plain';
  children: ComponentChildren;
}): JSX.Element {
  const read = useReading();
  return (
    <Button
      kind={given.kind ?? 'quiet'}
      onPress={() => {
        read(given.page);
      }}
    >
      {given.children}
    </Button>
  );
}
