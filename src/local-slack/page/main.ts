/** Puts the page together: reads the address, follows the server's changes, draws what they mean. */

import { fetchSnapshot, post } from './api.ts';
import { AboutPage, HomePage } from './app-pages.ts';
import { Composer } from './composer.ts';
import { h } from './dom.ts';
import { Drawer } from './drawer.ts';
import { listen } from './events.ts';
import { firstLook, firstUser } from './first-look.ts';
import { Header } from './header.ts';
import { MessageList } from './messages.ts';
import { Modals } from './modals.ts';
import { productSpeed, setClock } from './now.ts';
import type { Place } from './place.ts';
import { hashOf, parseAddress, samePlace } from './place.ts';
import type { Change } from './protocol.ts';
import { Sidebar } from './sidebar.ts';
import { applyChange, World } from './state.ts';
import { retellDates } from './text/show.ts';
import { showToast, toastPlace } from './toasts.ts';

let world: World | null = null;
let place: Place | null = null;
/** Through whose eyes `place` was last looked at. */
let viewer = '';
let stopListening: () => void = () => {};
/** What came while a snapshot is fetched, which may be older than that; else null. */
let meanwhile: Change[] | null = null;

const banner = h('div', { class: 'banner', role: 'status' });
const header = new Header();
const list = new MessageList();
const composer = new Composer();
const home = new HomePage();
const about = new AboutPage();
const content = h('div', { class: 'content', id: 'content' });
const sidebar = new Sidebar({ onSwitch: switchTo, onClose: () => drawer.set(false) });
const main = h('main', { class: 'main' }, header.node, content);
const shade = h('div', { class: 'shade' });
const drawer = new Drawer(sidebar.node, main, shade, header.menuButton);
const modals = new Modals(focusMain, () => (place?.kind === 'conversation' ? place.id : null));

document.body.append(banner, h('div', { class: 'app' }, sidebar.node, shade, main), toastPlace());
document.addEventListener('visibilitychange', markRead);
window.addEventListener('hashchange', followAddress);
window.setInterval(tick, 1000);
start(firstUser, firstLook);

/** Looks through one person's eyes; null for whomever the server picks, who also stands in for who is not there. */
async function start(wanted: string | null, asked = fetchSnapshot(wanted)): Promise<void> {
  stopListening();
  const first = await asked;
  const missed = first === 'nobody' ? wanted : null;
  const snapshot = missed === null ? first : await fetchSnapshot(null);
  if (typeof snapshot === 'string') {
    lost(true);
    window.setTimeout(() => start(wanted), 1500);
    return;
  }
  setClock(snapshot.clock);
  world = new World(snapshot);
  const user = snapshot.me.id;
  if (missed !== null) standIn(missed, world);
  followAddress();
  stopListening = listen(user, {
    onOpen: () => refresh(user),
    onLost: () => loseSight(user),
    onChange: (change) => take(user, change),
  });
}

/** Says that the page shows somebody else than was asked for, and names them in the address. */
function standIn(missed: string, now: World): void {
  const { me, snapshot } = now;
  const left = now.person(missed);
  const why = left ? `${left.name} has left ${snapshot.team.name}.` : `There is nobody ${missed} here.`;
  showToast({ level: 'warning', text: `${why} This is what ${me.name} sees.` });
  const address = parseAddress(window.location.hash);
  if (address.user !== missed) return;
  window.history.replaceState(null, '', address.place === null ? `#/${me.id}` : hashOf(me.id, address.place));
}

/** The stream is gone: perhaps the server is, perhaps it was started anew and knows this person no more. */
async function loseSight(user: string): Promise<void> {
  lost(true);
  if ((await fetchSnapshot(user)) === 'nobody' && world?.me.id === user) start(user);
}

/** Fetches everything anew: what happened while no one listened is in it. */
async function refresh(user: string): Promise<void> {
  const since: Change[] = [];
  meanwhile = since;
  const snapshot = await fetchSnapshot(user);
  if (snapshot === 'nobody' && world?.me.id === user) start(user);
  if (typeof snapshot === 'string' || world?.me.id !== user || meanwhile !== since) return;
  meanwhile = null;
  lost(false);
  // A clock that was moved meanwhile is known already, and the snapshot's may be the one before.
  if (!since.some((change) => change.type === 'clock')) setClock(snapshot.clock);
  world = new World(since.reduce(applyChange, snapshot));
  followAddress();
}

function take(user: string, change: Change): void {
  if (world === null || world.me.id !== user) return;
  if (change.type === 'toast') {
    showToast(change.toast);
    return;
  }
  meanwhile?.push(change);
  if (change.type === 'clock') setClock(change.clock);
  world = new World(applyChange(world.snapshot, change));
  draw();
  if (change.type === 'clock') drawTimes();
}

/** Times are read to the minute: now and then is enough, unless product time runs faster than the machine's. */
let seconds = 0;
function tick(): void {
  seconds += 1;
  if (productSpeed() === 1 && seconds % 20 !== 0) return;
  draw();
  drawTimes();
}

function drawTimes(): void {
  if (world === null) return;
  sidebar.tick(world);
  retellDates(world);
}

/** Goes where the hash says; a place this person cannot see becomes the nearest one they can. */
function followAddress(): void {
  if (world === null) return;
  const address = parseAddress(window.location.hash);
  if (address.user !== null && address.user !== world.me.id) {
    start(address.user);
    return;
  }
  const other = address.place?.kind === 'conversation' ? world.person(address.place.id) : undefined;
  if (other !== undefined && other.id !== world.me.id && world.directWith(other.id) === undefined) {
    meet(world.me.id, other.id);
    if (place !== null && viewer === world.me.id) return;
  }
  const next = reachable(address.place, world);
  const moved = place === null || viewer !== world.me.id || !samePlace(place, next);
  place = next;
  viewer = world.me.id;
  const hash = hashOf(world.me.id, next);
  if (window.location.hash !== hash) window.history.replaceState(null, '', hash);
  if (moved) drawer.set(false);
  draw();
  if (moved && !drawer.narrow && document.activeElement?.getAttribute('role') !== 'tab') focusMain();
  if (moved) tellTab();
}

/** Opens the direct messages of two people, and goes there. */
async function meet(user: string, other: string): Promise<void> {
  const reply = await post('direct', { user, other });
  if (world?.me.id !== user || place === null) return;
  if (reply.ok) take(user, { type: 'conversation', conversation: reply.conversation });
  else showToast({ level: 'error', text: reply.error });
  const next: Place = reply.ok ? { kind: 'conversation', id: reply.conversation.id } : place;
  window.history.replaceState(null, '', hashOf(user, next));
  followAddress();
}

function reachable(wanted: Place | null, now: World): Place {
  const { app, conversations } = now.snapshot;
  if (wanted?.kind === 'about' || (wanted?.kind === 'home' && app.hasHome)) return wanted;
  if (wanted?.kind === 'conversation' && now.conversation(wanted.id) !== undefined) return wanted;
  const direct = wanted?.kind === 'conversation' ? now.directWith(wanted.id) : undefined;
  if (direct !== undefined) return { kind: 'conversation', id: direct.id };
  const own = now.appConversation;
  if (wanted?.kind === 'conversation' && wanted.id === 'messages' && own !== undefined) {
    return { kind: 'conversation', id: own.id };
  }
  const first = conversations.find((one) => one.kind !== 'dm') ?? conversations[0];
  return first === undefined ? { kind: 'about' } : { kind: 'conversation', id: first.id };
}

/** The same place through other eyes; the app's Messages are the other person's own. */
function switchTo(user: string): void {
  const inApp = place?.kind === 'conversation' && world?.conversation(place.id)?.isApp;
  const next: Place = inApp || place === null ? { kind: 'conversation', id: 'messages' } : place;
  window.location.hash = hashOf(user, next);
}

function draw(): void {
  if (world === null || place === null) return;
  const conversation = place.kind === 'conversation' ? world.conversation(place.id) : undefined;
  sidebar.show(world, place);
  header.show(world, place);
  if (conversation !== undefined) {
    put(list.node, composer.node);
    list.show(world, conversation);
    composer.show(world, conversation);
  } else if (place.kind === 'home') {
    put(home.node);
    home.show(world);
  } else {
    put(about.node);
    about.show(world);
  }
  modals.show(world, world.snapshot.views);
  const unread = Object.values(world.snapshot.unread).reduce((sum, count) => sum + count, 0);
  const where = conversation === undefined ? world.snapshot.app.name : conversation.name;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${where} · ${world.snapshot.team.name} · local-slack`;
  markRead();
}

function put(...nodes: HTMLElement[]): void {
  if (
    nodes.length !== content.children.length ||
    nodes.some((node, index) => content.children[index] !== node)
  ) {
    content.replaceChildren(...nodes);
  }
}

/** What is looked at is read; the server answers with a change. */
let reading = '';
async function markRead(): Promise<void> {
  if (world === null || place?.kind !== 'conversation' || document.visibilityState !== 'visible') return;
  const key = `${world.me.id}/${place.id}`;
  if ((world.snapshot.unread[place.id] ?? 0) === 0 || reading === key) return;
  reading = key;
  await post('read', { user: world.me.id, conversation: place.id });
  reading = '';
}

/** Opening a tab of the app is an event for it. */
function tellTab(): void {
  if (world === null || place === null || place.kind === 'about') return;
  const own = place.kind === 'conversation' && world.conversation(place.id)?.isApp === true;
  if (place.kind !== 'home' && !own) return;
  post('home', { user: world.me.id, tab: place.kind === 'home' ? 'home' : 'messages' });
}

function focusMain(): void {
  if (document.querySelector('dialog[open]') === null) composer.focus();
}

function lost(isLost: boolean): void {
  banner.textContent = isLost ? 'The connection to local-slack is lost. Trying again…' : '';
  banner.classList.toggle('shown', isLost);
}
