/** The video and file blocks. A video is not played here but linked; a file says what it is. */
import type { FileBlock, VideoBlock } from '@slack/types';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { safeUrl } from '../text/mrkdwn.ts';
import { plainText, showLink } from '../text/show.ts';
import { showPicture } from './pictures.ts';

export function showVideo(video: VideoBlock): HTMLElement {
  const title = plainText(video.title);
  const page = safeUrl(video.title_url ?? video.video_url);
  const player = safeUrl(video.video_url);
  const picture = h(
    'span',
    { class: 'video-picture' },
    showPicture({ alt_text: video.alt_text, image_url: video.thumbnail_url }, 'large'),
    h('span', { class: 'video-sign' }, icon('play')),
  );
  const from = [video.author_name, video.provider_name].filter(Boolean).join(' · ');
  return h(
    'figure',
    { class: 'video' },
    h(
      'figcaption',
      null,
      from !== '' && h('p', { class: 'video-from' }, from),
      h('p', { class: 'video-title' }, page === null ? title : showLink(page, title)),
      video.description && h('p', null, plainText(video.description)),
    ),
    player === null ? picture : showLink(player, picture),
    h(
      'p',
      { class: 'video-note' },
      player === null ? 'No address it could play from.' : `Plays at ${new URL(player).host}, not here.`,
    ),
  );
}

export function showFile(file: FileBlock): HTMLElement {
  return h(
    'div',
    { class: 'file' },
    icon('file'),
    h(
      'div',
      null,
      h('p', { class: 'file-name' }, file.external_id),
      h(
        'p',
        { class: 'quiet' },
        `A ${file.source} file. local-slack keeps no files: in Slack it is shown here.`,
      ),
    ),
  );
}
