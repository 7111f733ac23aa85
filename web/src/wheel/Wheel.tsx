import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../words/index.ts';
import { emotion, familyOf, type Family } from './emotions.ts';
import { DRAWN_AT, opened, overview, WIDE_WHEEL, DIRECT_WHEEL, type Sector, type Width } from './geometry.ts';
import { labels, type Row } from './labels.ts';
import { fanOut } from './fan.ts';
import { moved } from './keys.ts';
import { Borders, Marks, Options, Slices, Words } from './parts.tsx';
import './palette.css';
import './wheel.css';

export interface Choosing {
  /** Ids, the strongest first. */
  readonly chosen: readonly string[];
  /** Whether no further word can be chosen. */
  readonly full: boolean;
  readonly pick: (id: string) => void;
}

/** What is drawn: the whole wheel or one family, and who can be reached in it. */
interface Drawing {
  readonly sectors: readonly Sector[];
  readonly rows: readonly Row[];
  readonly stops: readonly string[];
}

/**
 * The wheel. On a phone a tap opens a family to a full circle and the next one chooses a word; where there is room
 * and a mouse, every word can be chosen directly.
 */
export function Wheel(given: Choosing): JSX.Element {
  const { box, width, direct } = useRoom();
  const [open, setOpen] = useState<Family | null>(null);
  const { sectors, rows, stops } = useMemo(() => drawn(open, width, direct), [open, width, direct]);
  // Written once for each drawing: a move of the focus changes no word.
  const words = useMemo(() => <Words key={`words-${open ?? width}`} sectors={sectors} rows={rows} />, [sectors]);
  const svg = useRef<SVGSVGElement>(null);
  const { active, focused, focusOn, ...stop } = useStops(svg, stops);
  useFan(svg, open, width);

  const show = (family: Family | null): void => {
    setOpen(family);
    focusOn(family ?? open ?? active);
  };
  const choosing = open !== null || direct;
  const choose = (id: string): void => {
    if (choosing) given.pick(id);
    else show(familyOf(id));
  };
  const hear = (event: KeyboardEvent): void => {
    const next = moved(event.key, active, stops);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && open) show(null);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (next !== null) focusOn(next);
    else return;
    event.preventDefault();
  };
  const side = DRAWN_AT[width];
  const shared = { side, active, sectors, onChoose: choose };
  return (
    // A picture that hears of the focus would be a stop of its own for the tab key; the box around it hears of it too.
    <div class="wheel" ref={box} onFocusIn={stop.onFocusIn} onFocusOut={stop.onFocusOut}>
      {open && (
        <BackToAll
          onPress={() => {
            show(null);
          }}
        />
      )}
      <svg
        ref={svg}
        class="wheel-svg"
        viewBox={`${-side / 2} ${-side / 2} ${side} ${side}`}
        role={choosing ? 'listbox' : 'group'}
        aria-multiselectable={choosing ? 'true' : undefined}
        aria-label={open ? t('wheel.open', { family: emotion(open).label }) : t('wheel.name')}
        onKeyDown={hear}
      >
        {choosing ? <Options key={open ?? 'all'} {...shared} {...given} /> : <Slices key="slices" {...shared} />}
        {words}
        {open === null && <Borders {...shared} />}
        <Marks {...shared} chosen={given.chosen} focused={focused ? active : null} whole={!choosing} />
      </svg>
    </div>
  );
}

function BackToAll(given: { onPress: () => void }): JSX.Element {
  return (
    <button type="button" class="wheel-back" aria-label={t('wheel.back')} onClick={given.onPress}>
      <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M10 3 5 8l5 5" />
      </svg>
    </button>
  );
}

function drawn(open: Family | null, width: Width, direct: boolean): Drawing {
  if (open) {
    const sectors = opened(open);
    return { sectors, rows: labels.opened[width][open], stops: sectors.map((each) => each.id) };
  }
  const sectors = overview(width);
  const reached = direct ? sectors : sectors.filter((each) => each.ring === 'core');
  return { sectors, rows: labels.overview[width], stops: reached.map((each) => each.id) };
}

/** How much room the wheel has, and whether a pointer is fine enough for its smallest words. */
function useRoom(): { box: { current: HTMLDivElement | null }; width: Width; direct: boolean } {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: Width; direct: boolean }>({ width: 'phone', direct: false });
  useLayoutEffect(() => {
    const place = box.current;
    if (!place) return;
    const fine = matchMedia('(pointer: fine)');
    const look = (): void => {
      const side = place.clientWidth;
      const next = { width: widthOf(side), direct: side >= DIRECT_WHEEL && fine.matches };
      setRoom((now) => (now.width === next.width && now.direct === next.direct ? now : next));
    };
    // It looks before the first picture too; looking here as well would have the page laid out twice for that one.
    const watch = new ResizeObserver(look);
    watch.observe(place);
    fine.addEventListener('change', look);
    return () => {
      watch.disconnect();
      fine.removeEventListener('change', look);
    };
  }, []);
  return { box, ...room };
}

function widthOf(side: number): Width {
  return side >= WIDE_WHEEL ? 'wide' : 'phone';
}

/** One stop for the tab key, moved about by the arrows; a redrawing never loses it. */
function useStops(svg: { current: SVGSVGElement | null }, stops: readonly string[]): Stops {
  const [wanted, setActive] = useState('');
  const [focused, setFocused] = useState(false);
  const pending = useRef<string | null>(null);
  const active = stops.includes(wanted) ? wanted : (stops[0] ?? '');
  // At once, and not after the next picture: a quick second key would else meet the old wheel.
  useLayoutEffect(() => {
    if (pending.current === null) return;
    stopOf(svg.current, pending.current)?.focus({ preventScroll: true });
    pending.current = null;
  });
  return {
    active,
    focused,
    focusOn: (id) => {
      pending.current = id;
      setActive(id);
    },
    onFocusIn: (event) => {
      const target = event.target as SVGElement;
      const id = target.dataset['id'];
      if (id === undefined) return;
      setActive(id);
      setFocused(target.matches(':focus-visible'));
    },
    onFocusOut: () => {
      setFocused(false);
    },
  };
}

interface Stops {
  readonly active: string;
  /** Whether a keyboard has brought the focus there, so that it has to be seen. */
  readonly focused: boolean;
  readonly focusOn: (id: string) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onFocusOut: () => void;
}

function useFan(svg: { current: SVGSVGElement | null }, open: Family | null, width: Width): void {
  useLayoutEffect(() => {
    if (!open || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const paths = svg.current?.querySelectorAll<SVGPathElement>('path[data-id]') ?? [];
    const byId = new Map([...paths].map((path) => [path.dataset['id'] ?? '', path]));
    return fanOut(byId, overview(width), opened(open), DRAWN_AT[width]);
  }, [open]);
}

function stopOf(svg: SVGSVGElement | null, id: string): SVGElement | null {
  return svg?.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`) ?? null;
}
