# 短く、やさしく。何が、どこで、どうすればよいか。
needs-repository = `zerotsuku { $command }` には解答と採点器が要ります。リポジトリを clone し、その中で `make venv` を実行してから使ってください。
at-line = { $file } の { $line } 行目: { $text }
stub-comment = ここに書いてください

source-before-first-cell = 最初のセル（# %%）より前に文があります。セルの中へ移してください。
source-not-python = Python として読めません: { $reason }
source-cells-unclear = セルの区切りが読み取れません。複数行の文字列の中に「# %%」で始まる行がないか確かめてください。
source-unknown-role = セルの種類「{ $role }」はありません。setup、demo、exercise=…、given=… のどれかにしてください。
source-unknown-key = { $role } のセルに「{ $key }」というキーはありません。
source-missing-key = { $role } のセルに「{ $key }」がありません。
source-unknown-language = lang="{ $lang }" は使えません。ja か en にしてください。
source-unknown-track = track="{ $track }" は使えません。I、P、M のどれかにしてください。
source-bad-points = points={ $points } は 1 以上の整数にしてください。
source-title-languages = title は「日本語 | English」の形にしてください。
source-bad-stem = ファイル名「{ $stem }」は chNN_名前 の形にしてください。
source-duplicate-exercise = 演習「{ $name }」が二度あります。
source-unknown-need = 演習「{ $name }」の needs にある「{ $need }」は、これより前にありません。
source-no-heading = { $lang } の見出し（# で始まる Markdown）がありません。
source-stub-shape = 演習「{ $name }」のセルには、その名前の関数かクラスだけを書いてください。
source-docstring-languages = 演習「{ $name }」の docstring に日本語と英語の両方がありません。「|」だけの行で区切ってください。
source-no-prose = 演習「{ $name }」の前に { $lang } の説明がありません。
source-duplicate-id = セルの id「{ $id }」が二度あります。同じ文章のセルが二つないか確かめてください。
source-unknown-given = given="{ $name }" という演習はありません。
source-no-solutions = solutions/{ $file } がありません。
source-no-reference = solutions/{ $file } に「{ $name }」がありません。
source-signature = 「{ $name }」の引数やメソッドが solutions/{ $file } と違います。
source-no-graders = autograder/graders/{ $file } がありません。
source-points-sum = 演習「{ $name }」は { $points } 点ですが、採点器の点の合計は { $sum } 点です。
source-grader-languages = 採点器「{ $name }」の docstring は「日本語 | English」の形にしてください。
source-grader-unknown = 採点器「{ $name }」の演習「{ $symbol }」は、この章にありません。
source-grader-duplicate = 「{ $name }」という名前が二度あります。

unknown-chapter = 章「{ $name }」はありません。あるのは { $known } です。
unknown-exercise = 演習「{ $name }」は { $chapter } にありません。あるのは { $known } です。

differs-at = { $where } で: { $text }
differs-none = None が返ってきました。return を書き忘れていませんか。
differs-type = 型が違います。{ $expected } が要りますが、{ $got } が返ってきました。
differs-dtype = 要素の型が違います。{ $expected } が要りますが、{ $got } です。
differs-shape = 形が違います。期待は { $expected }、あなたの答えは { $got } です。
differs-length = 個数が違います。期待は { $expected } 個、あなたの答えは { $got } 個です。
differs-key-missing = キー { $key } がありません。
differs-key-extra = キー { $key } は要りません。
differs-nan = nan（計算できない値）があります（{ $total } 個のうち { $bad } 個）。
differs-inf = inf（無限大）があります（{ $total } 個のうち { $bad } 個）。
differs-value = 期待は { $expected }、あなたの答えは { $got } です。
differs-value-hidden = 値が違います。
differs-values = { $total } 個のうち { $bad } 個の値が違います（最初は { $index }）。期待は { $expected }、あなたの答えは { $got } です。
differs-values-hidden = { $total } 個のうち { $bad } 個の値が違います（最初は { $index }）。
differs-text = 期待は { $expected }、あなたの答えは { $got } です。
differs-text-hidden = 文字列か真偽が違います。
differs-unreadable = 返り値の形が求めたものと違います。

check-call = { $call }: { $text }
check-because = { $because }。{ $text }

submission-no-file = { $file } がありません。提出のフォルダとファイル名を確かめてください。
submission-unreadable = { $file } を開けません（{ $reason }）。リンクではなく、ふつうのファイルを提出してください。
submission-no-regular-file = { $file } はふつうのファイルではありません。ノートブックそのものを提出してください。
submission-too-large = { $file } は { $size } MB あり、上限の { $limit } MB を超えています。JupyterLab で出力を消して（Clear All Outputs）保存し、提出し直してください。
submission-empty = { $file } は空です。保存してから提出し直してください。
submission-no-notebook = { $file } はノートブックとして読めません（{ $line } 行目）。JupyterLab で開いて保存し、提出し直してください。
submission-truncated = { $file } は { $line } 行目で途切れています。その前の { $cells } 個のセルを読みました。
submission-no-cells = { $file } にセルがありません。ノートブックかどうか確かめてください。
submission-nbformat = { $file } の nbformat は { $version } です（4 のはずです）。読めるところを読みました。JupyterLab で開いて保存すると直ります。
submission-many-cells = { $file } はセルが多すぎるので、最初の { $limit } 個だけ読みました。
submission-bad-cell = { $file } の { $number } 番目のセルは壊れているので、読みませんでした。
submission-encoding = { $file } の文字コードは UTF-8 ではありません（{ $encoding } として読みました）。UTF-8 で保存してください。

plan-not-code = { $number } 番目のセルはコードのセルではありませんが、{ $names } の答えとして読みました。

sandbox-not-started = 採点用のサンドボックスを起動できません（{ $reason }）。`zerotsuku doctor` で足りないものを確かめてください。
sandbox-lost = 採点用のサンドボックスが応答しなくなりました。もう一度実行してください。

place-cell = { $cell } 番目のセル
place-line = { $cell } 番目のセルの { $line } 行目「{ $text }」
failure-at = { $place }: { $text }
failure-numpy-alias = np.{ $name } は NumPy から削除されました。代わりに { $name } と書いてください。
failure-common = 本の common フォルダはここにはありません。必要な関数はこのノートブックの中にあるので、この import は消してかまいません。
failure-import = { $name } を import できません。採点で使えるのは NumPy、Matplotlib と Python の標準ライブラリです。
failure-not-implemented = まだ書かれていないところ（raise NotImplementedError）があります。
failure-name = 「{ $name }」という名前は定義されていません。つづりと、定義したセルを確かめてください。
failure-input = input() は使えません。採点では誰も入力できないので、値は引数で受け取ってください。
failure-shell = シェルのコマンドやインストール（! や %pip）は採点では使えません。この行がなくても採点されます。
failure-exit = exit() や quit() で止まりました。消してください。
failure-recursion = 関数が自分自身を呼び続けて終わりません（RecursionError）。
failure-memory = メモリを使いすぎました（MemoryError）。配列の形を確かめてください。
failure-timeout = 時間内に終わりませんでした。終わらないループがないか確かめてください。
failure-killed = 実行中にプロセスが止まりました。
failure-syntax = Python として読めません（{ $text }）。かっこやコロンの過不足を確かめてください。
failure-indentation = 字下げがそろっていません。半角の空白 4 つずつにそろえてください。
failure-unbound = 値を入れる前に変数を使っています（{ $text }）。
failure-name-of-failed-cell = 「{ $name }」が定義されていません。定義している { $cell } 番目のセルでエラーが起きたためです。そちらを先に直してください。
failure-likely = { $text }「{ $likely }」の書き間違いではありませんか。
failure-attribute = { $of } に「{ $name }」というものはありません。
failure-none-attribute = None に .{ $name } はありません。その前の関数に return がないか、まだ値が入っていません。
failure-shape-as-dtype = 形はかっこで 1 つにまとめて渡します。np.zeros(2, 3) ではなく np.zeros((2, 3)) です。
failure-not-callable = { $type } は関数ではないので呼び出せません。同じ名前に別の値を入れていないか、かっこの前の演算子が抜けていないか確かめてください。
failure-arguments = { $name } に渡す引数の数か名前が違います（{ $text }）。
failure-none-operand = None を計算に使っています。その値を作る関数に return がないか確かめてください。
failure-scalar-only = 数 1 個しか受け取れないところに配列を渡しています。要素ごとの計算には math ではなく NumPy の関数を使います。
failure-shapes = 配列の形が合いません。{ $operands }
failure-shapes-unnamed = 配列の形が合いません（{ $text }）。
failure-ambiguous = 配列を if の条件や and、or、max に使っています。要素がいくつもあるので、真か偽か 1 つに決まりません。
failure-other = { $type }: { $text }
lost-late = 時間内に終わりませんでした。終わらないループがないか確かめてください。
lost-closed = 実行中にプロセスが止まったので、結果がありません。
missing = { $name } の定義が見つかりません。関数（クラス）の名前を確かめてください。
missing-failed = { $name } を定義するセルでエラーが起きました。{ $text }
followed = { $names } が正しいものとして採点し直し、{ $max } 点のうち { $points } 点になりました。
followed-grader = { $names } が正しければ正しい答えです。

no-secret = { $folder }/secret を読めません（{ $reason }）。`zerotsuku course` で作ったコースのフォルダを指定してください。
bad-secret = { $file } が短すぎます。バックアップから戻すか、消して `zerotsuku course` を実行してください（入力がすべて変わります）。

status-passed = 正解
status-failed = 不正解
status-not-started = 未着手
status-error = エラー
status-timeout = 時間切れ
cli-exercise = 演習
cli-points = 点
cli-status = 状態
cli-exercises = 演習は { $count } 個です。
cli-isolation = 隔離: { $layers }
cli-no-isolation = なし（--unsafe-no-isolation）
cli-started = { $folder } に教材を置きました。`cd { $folder }` のあと `jupyter lab` で開き、`pytest` で確かめます。
cli-course = { $folder } にコースを作りました。次は `cd { $folder }` のあと `nbgrader generate_assignment ch02` です。

doctor-versions = バージョン
doctor-not-installed = ありません
doctor-student = 学習者用のパッケージです（解答と採点器は入っていません）。
doctor-layers = サンドボックスの層
doctor-ready = 採点できます。
