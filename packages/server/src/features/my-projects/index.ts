export { followed, type Followed } from './read-my-projects.ts'
