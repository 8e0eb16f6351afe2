import { Icon } from './icon.tsx';
import { type Slot, useWords } from './setting.tsx';

export interface TreeNode {
  label: string;
  href?: string;
  detail?: Slot;
  current?: boolean;
  /** Shown opened; a branch that holds the current place should be. */
  open?: boolean;
  children?: TreeNode[];
}

/** Places within places. Branches open without scripts. */
export function Tree(props: { label: string; nodes: TreeNode[] }) {
  return (
    <nav class="tree" aria-label={props.label}>
      <Branch nodes={props.nodes} />
    </nav>
  );
}

function Branch(props: { nodes: TreeNode[] }) {
  const words = useWords();
  return (
    <ul>
      {props.nodes.map(node => (
        <li>
          <div class="tree-line">
            <Leaf node={node} />
          </div>
          {node.children && node.children.length > 0 && (
            // The name is a link, so the knob that opens the branch stands beside it, not around it.
            <details open={node.open}>
              <summary>
                <Icon name="chevron-right" size={16} />
                <span class="sr">{words.within(node.label)}</span>
              </summary>
              <Branch nodes={node.children} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Leaf(props: { node: TreeNode }) {
  const { node } = props;
  return (
    <>
      {node.href ? (
        <a href={node.href} aria-current={node.current ? 'page' : undefined}>
          {node.label}
        </a>
      ) : (
        <span>{node.label}</span>
      )}
      {node.detail && <span class="tree-detail">{node.detail}</span>}
    </>
  );
}
