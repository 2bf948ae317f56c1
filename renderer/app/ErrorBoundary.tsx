import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import classes from "./App.module.css";

interface Props {
  readonly children: ReactNode;
  /** Changing it (the route) gives the page another chance. */
  readonly resetKey: string;
}

/** A defect of one page leaves the frame, the status strip and every other page usable. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.failed) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={classes.whole} role="alert">
        <strong>This page failed to show.</strong>
        <span className="dim">Nothing was sent or changed. The rest of Tausmith goes on.</span>
        <Button variant="default" onClick={() => this.setState({ failed: false })}>
          Show it again
        </Button>
      </div>
    );
  }
}
