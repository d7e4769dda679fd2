import { useHere } from '../here.ts';
import { Blocks } from '../kit/blocks.tsx';
import type { SeenView } from '../kit/kit.ts';
import { SurfaceContext } from '../kit/surface.ts';
import { useViewSurface } from '../modal/use-view-surface.ts';

type TabName = 'home' | 'messages';

const TABS: readonly { readonly id: TabName; readonly label: string }[] = [
  { id: 'home', label: 'Home' },
  { id: 'messages', label: 'Messages' },
];

export function HomeTabs({ tab, onTab }: { tab: TabName; onTab: (tab: TabName) => void }) {
  return (
    <nav class="home-tabs" aria-label="Tabs of the app">
      {TABS.map(({ id, label }) => (
        <button key={id} type="button" aria-current={id === tab ? 'page' : undefined} onClick={() => onTab(id)}>
          {label}
        </button>
      ))}
    </nav>
  );
}

/** What the app published for this person. */
export function Home({ view }: { view: SeenView | null }) {
  const { app } = useHere();
  if (!view) return <p class="welcome">{app.name} has put nothing on your Home tab yet.</p>;
  return <Published key={view.id} view={view} />;
}

function Published({ view }: { view: SeenView }) {
  const { surface, error } = useViewSurface(view, view.hash);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: reached with the keyboard, it scrolls with the arrow keys
    <section class="home" aria-label="Home" tabIndex={0}>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
      <SurfaceContext.Provider value={surface}>
        <Blocks of={view.payload.blocks} />
      </SurfaceContext.Provider>
    </section>
  );
}
