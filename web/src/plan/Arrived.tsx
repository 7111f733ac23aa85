import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What comes in answer to a tap. It takes the focus, so that it is seen and read out wherever the tap was. */
export function Arrived(given: { title: string; children?: ComponentChildren }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section class="calm arrived">
      <h2 ref={heading} tabIndex={-1}>
        {given.title}
      </h2>
      {given.children}
    </section>
  );
}
