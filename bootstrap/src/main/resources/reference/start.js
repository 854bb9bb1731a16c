// Shows the OpenAPI document of this process. Nothing is loaded from another host: no validator, no fonts.
window.addEventListener('DOMContentLoaded', () => {
  SwaggerUIBundle({
    url: new URL('openapi', document.baseURI).href,
    dom_id: '#reference',
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
});
