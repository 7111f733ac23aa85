import { Component, type ComponentChildren } from 'preact';

interface Given {
  /** What stands here in place of what broke; nothing where it is left out. */
  otherwise?: (again: () => void) => ComponentChildren;
  children: ComponentChildren;
}

/** What breaks inside takes nothing else with it. What broke is not told to anybody. */
export class Guard extends Component<Given, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ComponentChildren {
    if (!this.state.broken) return this.props.children;
    return this.props.otherwise?.(() => {
      this.setState({ broken: false });
    });
  }
}
