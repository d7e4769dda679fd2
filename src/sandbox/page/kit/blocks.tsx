import { plain } from '../text/plain.ts';
import { Mrkdwn } from '../text/rich.tsx';
import { Unicode } from '../text/unicode.tsx';
import { Acting } from './acting.tsx';
import { Field } from './field.tsx';
import { sourceOf } from './file-source.ts';
import type { Block, Element, Picture, Text } from './kit.ts';
import { RichText } from './rich-text.tsx';

export function Blocks({ of }: { of: readonly Block[] }) {
  return (
    <div class="blocks">
      {of.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context elements={block.elements} />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element) => (
            <Acting key={element.action_id} element={element} blockId={block.block_id ?? ''} />
          ))}
        </div>
      );
    case 'divider':
      return <hr />;
    case 'header':
      return (
        <h3>
          <Unicode text={plain(block.text.text)} />
        </h3>
      );
    case 'image':
      return (
        <figure>
          {block.title && <figcaption>{plain(block.title.text)}</figcaption>}
          <img src={sourceOf(block)} alt={block.alt_text ?? ''} />
        </figure>
      );
    case 'rich_text':
      return <RichText parts={block.elements} />;
    case 'markdown':
      return <Mrkdwn text={block.text.replace(/\*\*(.+?)\*\*/g, '*$1*')} />;
    case 'input':
      return <Field key={`${block.block_id}/${block.element.action_id}`} block={block} />;
    default:
      return <em class="notice">This block is not shown here.</em>;
  }
}

function Section({ block }: { block: Extract<Block, { type: 'section' }> }) {
  const { text, fields, accessory } = block;
  return (
    <div class="section">
      <div class="section-text">
        {text && <Words of={text} />}
        {fields && (
          <div class="fields">
            {fields.map((field, index) => (
              <Words key={index} of={field} />
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          {isPicture(accessory) ? (
            <img src={sourceOf(accessory)} alt={accessory.alt_text ?? ''} />
          ) : (
            <Acting element={accessory} blockId={block.block_id ?? ''} />
          )}
        </div>
      )}
    </div>
  );
}

function Context({ elements }: { elements: readonly (Text | Picture)[] }) {
  return (
    <div class="context">
      {elements.map((element, index) =>
        element.type === 'image' ? (
          <img key={index} src={sourceOf(element)} alt={element.alt_text ?? ''} />
        ) : (
          <Words key={index} of={element} />
        ),
      )}
    </div>
  );
}

function Words({ of }: { of: Text }) {
  if (of.type === 'mrkdwn') return <Mrkdwn text={of.text} />;
  return (
    <p class="plain">
      <Unicode text={plain(of.text)} />
    </p>
  );
}

function isPicture(accessory: Element | Picture): accessory is Picture {
  return accessory.type === 'image';
}
