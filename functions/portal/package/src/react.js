import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { loadElements } from "./index.js";

const EVENTS = {
  onOpen: "rollcall-open",
  onClose: "rollcall-close",
  onStep: "rollcall-step",
  onProgress: "rollcall-progress",
  onDone: "rollcall-done",
  onView: "rollcall-view",
  onInvited: "rollcall-invited",
  onError: "rollcall-error",
  onUnauthorized: "rollcall-unauthorized",
};
const PROPERTIES = ["getToken", "token", "strings", "options", "lockedOptions", "hiddenOptions"];
/**
 * React 19 assigns a prop to the property of the same name if the element has one. In the elements of version 0.2.0, these properties are
 * read-only. In capitals, the props become attributes, whose names are not case-sensitive.
 */
const READ_ONLY = ["api", "import"];

/** An element that is already defined starts when it is added to the page, before React runs effects of `useEffect`. */
const useCommitEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

const isEqual = (a, b) => a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

/** Before React 19, properties and events of custom elements must be set through a ref. */
const wrap = (name, displayName) => {
  const Component = forwardRef((props, forwarded) => {
    const element = useRef(null);
    const latest = useRef(props);
    const assigned = useRef({});
    latest.current = props;
    useImperativeHandle(forwarded, () => element.current);
    const assign = () => {
      // An element of version 0.2.0 loses most properties that are assigned before its script has run.
      if (!element.current || !customElements.get(name)) return;
      for (const property of PROPERTIES) {
        const value = latest.current[property];
        // An object literal is a new object in each rendering, and assigning texts restarts the dialog.
        if (value === undefined || isEqual(value, assigned.current[property])) continue;
        assigned.current[property] = value;
        element.current[property] = value;
      }
    };
    useCommitEffect(assign);
    useCommitEffect(() => void customElements.whenDefined(name).then(assign), []);
    useCommitEffect(() => {
      const { current } = element;
      const listeners = Object.entries(EVENTS).map(([prop, event]) => [
        event,
        ({ detail }) => latest.current[prop]?.(detail),
      ]);
      for (const [event, listener] of listeners) current.addEventListener(event, listener);
      return () => listeners.forEach(([event, listener]) => current.removeEventListener(event, listener));
    }, []);
    useEffect(() => {
      loadElements({ api: props.api, lang: props.lang }).catch((error) =>
        latest.current.onError?.({ message: error.message, status: null, code: null }),
      );
    }, [props.api, props.lang]);
    const attributes = Object.fromEntries(
      Object.entries(props)
        .filter(([key]) => !(key in EVENTS) && !PROPERTIES.includes(key) && key !== "children")
        .map(([key, value]) => [READ_ONLY.includes(key) ? key.toUpperCase() : key, value]),
    );
    return createElement(name, { ...attributes, ref: element }, props.children);
  });
  Component.displayName = displayName;
  return Component;
};

export const RollcallImport = wrap("rollcall-import", "RollcallImport");
export const RollcallUsers = wrap("rollcall-users", "RollcallUsers");
export const RollcallImports = wrap("rollcall-imports", "RollcallImports");
