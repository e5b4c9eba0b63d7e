import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";
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

/** Before React 19, properties and events of custom elements need a reference. */
const wrap = (name, displayName) => {
  const Component = forwardRef((props, forwarded) => {
    const element = useRef(null);
    const latest = useRef(props);
    latest.current = props;
    useImperativeHandle(forwarded, () => element.current);
    useEffect(() => {
      loadElements({ api: props.api, lang: props.lang }).catch((error) =>
        latest.current.onError?.({ message: error.message, status: null, code: null }),
      );
    }, [props.api, props.lang]);
    useEffect(() => {
      for (const property of PROPERTIES) if (props[property] !== undefined) element.current[property] = props[property];
    });
    useEffect(() => {
      const { current } = element;
      const listeners = Object.entries(EVENTS).map(([prop, event]) => [
        event,
        ({ detail }) => latest.current[prop]?.(detail),
      ]);
      for (const [event, listener] of listeners) current.addEventListener(event, listener);
      return () => listeners.forEach(([event, listener]) => current.removeEventListener(event, listener));
    }, []);
    const attributes = Object.fromEntries(
      Object.entries(props).filter(([key]) => !(key in EVENTS) && !PROPERTIES.includes(key) && key !== "children"),
    );
    return createElement(name, { ...attributes, ref: element }, props.children);
  });
  Component.displayName = displayName;
  return Component;
};

export const RollcallImport = wrap("rollcall-import", "RollcallImport");
export const RollcallUsers = wrap("rollcall-users", "RollcallUsers");
export const RollcallImports = wrap("rollcall-imports", "RollcallImports");
