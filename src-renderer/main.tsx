import './ui/base.css';
import '@mantine/core/styles.layer.css';
import './theme/tokens.css';
import './theme/mantine.css';
import './app/frame.css';
import './app/status.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { followFullScreen } from './app/demo.ts';
import { followEngineState } from './app/engine-state.ts';
import { loadPreferences } from './app/preferences.ts';
import { reopenProject, startUp } from './app/projects.ts';
import { listenToEngine } from './engine/events.ts';
import { followEngine } from './engine/queries.ts';

const root = document.getElementById('root');
if (!root) throw new Error('there is nowhere to draw');

followFullScreen();
followEngineState();
followEngine(reopenProject);
void listenToEngine();
// The first word on screen is in the right language.
await loadPreferences();
createRoot(root).render(<App />);
await startUp();
