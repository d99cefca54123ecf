const hydrate = async (node, mod) => {
  if (node.tagName === "LEPTOS-ISLAND") await mod[node.dataset.component]?.(node);
  for (const child of [...node.children]) await hydrate(child, mod);
};
(window.requestIdleCallback ?? setTimeout)(async () => {
  const mod = await import(JS);
  await mod.default({ module_or_path: WASM });
  mod.hydrate();
  await hydrate(document.body, mod);
  document.documentElement.dataset.hydrated = "";
}, { timeout: 1000 });
