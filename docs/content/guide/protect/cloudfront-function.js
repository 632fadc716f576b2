// 社内のサイトにパスワードをかける CloudFront Functions（ビューワーリクエスト）。A password for the team's site.
// EXPECTED は "Basic " + base64("名前:パスワード")。echo -n 'NAME:PASSWORD' | base64
var EXPECTED = 'Basic REPLACE_ME';

function handler(event) {
  var request = event.request;
  var given = request.headers.authorization;
  if (!given || given.value !== EXPECTED) {
    return {
      statusCode: 401,
      statusDescription: 'Unauthorized',
      headers: { 'www-authenticate': { value: 'Basic realm="CS team"' } },
    };
  }
  // フォルダの住所では、その中の index.html を返す。
  if (request.uri.endsWith('/')) {
    request.uri += 'index.html';
  }
  return request;
}
