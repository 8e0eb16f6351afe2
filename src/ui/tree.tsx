import type { Slot } from './setting.tsx';

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
  return (
    <ul>
      {props.nodes.map(node => (
        <li>
          {node.children && node.children.length > 0 ? (
            <details open={node.open}>
              <summary>
                <Leaf node={node} />
              </summary>
              <Branch nodes={node.children} />
            </details>
          ) : (
            <div class="tree-leaf">
              <Leaf node={node} />
            </div>
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
