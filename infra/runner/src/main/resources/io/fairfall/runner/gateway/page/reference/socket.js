// The messages of the sockets, to read.

const answer = await fetch('asyncapi.yaml');
AsyncApiStandalone.render(
  { schema: await answer.text(), config: { show: { errors: true } } },
  document.getElementById('document'),
);
