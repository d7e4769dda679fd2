import { boltOverHttp } from './bolt.ts';
import { boltStory } from './bolt-story.ts';

boltStory('over HTTP', boltOverHttp);
