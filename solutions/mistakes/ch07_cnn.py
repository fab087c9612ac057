"""Typical wrong answers of chapter 7, each with its hint."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from solutions import ch07_cnn as reference
from solutions.ch03_neural_network import softmax
from solutions.ch07_cnn import Convolution, Pooling, SimpleConvNet, conv_output_size, pad_images
from solutions.mistakes import mistake


@mistake("conv_output_size")
def conv_output_size_as_a_float(input_size, filter_size, stride=1, pad=0):
    """値は float で、割り切れないときも ValueError が起こりません。割り算に / を使っていませんか。
    配列の大きさにできるのは int だけです。
    |
    The size is a float, and where there is a rest no ValueError is raised. Is it divided with /? Only an
    int can be the size of an array.
    """
    return (input_size + 2 * pad - filter_size) / stride + 1


@mistake("conv_output_size", {"room // stride": "room / stride"})
def conv_output_size_as_a_checked_float():
    """余りが出るときの ValueError はできていますが、返した値が float です。割り算に /
    を使っていませんか。配列の大きさにできるのは int だけです。
    |
    A rest raises ValueError as it should, but the size that is returned is a float. Is it divided with
    /? Only an int can be the size of an array.
    """


@mistake("conv_output_size")
def conv_output_size_rounded_down(input_size, filter_size, stride=1, pad=0):
    """フィルターがちょうど収まらないときにも、値が返っています。余りが出ないか、
    フィルターが入力より大きくないかを、返す前に調べていますか。
    |
    A size is returned even where the filter does not fit. Do you look, before you return it, whether there
    is a rest, and whether the filter is larger than the input?
    """
    return (input_size + 2 * pad - filter_size) // stride + 1


@mistake("conv_output_size", {"room < 0 or room % stride": "room % stride"})
def conv_output_size_of_too_large_filters():
    """フィルターが入力より大きいときに、0 や負の大きさが返っています。置けるかどうかを調べましたか。
    |
    For a filter that is larger than the input, a size of 0 or less is returned. Do you look whether the
    filter fits in at all?
    """


@mistake("conv_output_size", {"room < 0 or room % stride": "room < 0"})
def conv_output_size_with_rests_rounded_down():
    """余りが出るときに、小数を切り捨てた値が返っています。割り切れるかどうかを調べましたか。
    |
    Where there is a rest, the size is rounded down and returned. Do you look whether the division leaves
    one?
    """


@mistake("conv_output_size", {"room < 0": "room <= 0"})
def conv_output_size_without_exact_filters():
    """フィルターが入力とちょうど同じ大きさのときに、ValueError が起こります。そのときも 1 か所には置けます。
    |
    A filter that is exactly as large as the input raises ValueError. There is one place where it can be
    laid.
    """


@mistake("conv_output_size", {"2 * pad": "pad"})
def conv_output_size_with_pad_once():
    """パディングが片側の分しか入っていません。縁は、入力のどちら側に付きますか。
    |
    The padding of one side only is counted. On which sides of the input is the border?
    """


@mistake("conv_output_size", {" + 2 * pad": ""})
def conv_output_size_without_pad():
    """pad をいくつにしても、大きさが変わりません。縁を付けると、入力の大きさはいくつになりますか。
    |
    Whatever pad is, the size is the same. How large is the input once it has its border?
    """


@mistake("conv_output_size", {"room % stride": "False", "room // stride": "room"})
def conv_output_size_without_stride():
    """stride が 2 以上のときも、1 ずつ動かした数になっています。stride を使っていますか。
    |
    With a stride of 2 or more, the places are counted as if the filter moved by 1. Is stride used?
    """


@mistake("conv_output_size", {"room // stride + 1": "room // stride"})
def conv_output_size_counting_moves():
    """どの大きさも 1 小さくなっています。数えるのは、動かした回数ではなく、フィルターを置いた場所の数です。
    |
    Every size is 1 too small. It is not the moves of the filter that count, but the places where it lies.
    """


@mistake("conv_output_size")
def conv_output_size_dividing_last(input_size, filter_size, stride=1, pad=0):
    """stride が 2 以上のときの値や、ValueError の条件が合っていません。1 を足す前に割りましたか。割るのは、
    フィルターを動かせる長さだけです。
    |
    With a stride of 2 or more, the size or the condition for ValueError is wrong. Did you divide before
    adding 1? Only the length over which the filter moves is divided.
    """
    total = input_size + 2 * pad - filter_size + 1
    if total < 1 or total % stride:
        raise ValueError("the filter does not fit")
    return total // stride


@mistake("conv_output_size")
def conv_output_size_asserting(input_size, filter_size, stride=1, pad=0):
    """収まらないときに起こる例外が、ValueError ではなく AssertionError です。assert
    を使っていませんか。
    |
    What is raised where the filter does not fit is an AssertionError and not a ValueError. Is assert
    used?
    """
    room = input_size + 2 * pad - filter_size
    assert room >= 0
    assert room % stride == 0
    return room // stride + 1


@mistake("conv_output_size")
def conv_output_size_returning_none(input_size, filter_size, stride=1, pad=0):
    """収まらないときに None が返っています。そこでは、値を返すのではなく、ValueError を起こします。
    |
    None is returned where the filter does not fit. Nothing is to be returned there: a ValueError is to
    be raised.
    """
    try:
        return conv_output_size(input_size, filter_size, stride, pad)
    except ValueError:
        return None


@mistake("pad_images")
def pad_images_on_all_axes(x, pad):
    """画像の枚数とチャンネルの数まで増えています。np.pad に pad だけを渡していませんか。広げる幅は、
    軸ごとに決められます。
    |
    There are more images and channels than before. Is np.pad handed nothing but pad? Each axis can have
    widths of its own.
    """
    return np.pad(x, pad)


@mistake(
    "pad_images", {"[(0, 0), (0, 0), (pad, pad), (pad, pad)]": "[(0, 0), (pad, pad), (pad, pad), (pad, pad)]"}
)
def pad_images_with_more_channels():
    """チャンネルの軸にも縁が付いて、チャンネルの数が増えています。広げる軸はどれですか。
    |
    The axis of channels has a border, too, and there are more channels than before. Which axes are to grow?
    """


@mistake(
    "pad_images", {"[(0, 0), (0, 0), (pad, pad), (pad, pad)]": "[(0, 0), (pad, pad), (pad, pad), (0, 0)]"}
)
def pad_images_with_channels_last():
    """縁が付いたのは、軸 1 と軸 2 です。x の軸は、画像、チャンネル、高さ、幅の順です。
    |
    It is axes 1 and 2 that have a border. The axes of x are images, channels, height, width.
    """


@mistake("pad_images", {"(pad, pad), (pad, pad)": "(pad, pad), (0, 0)"})
def pad_images_above_and_below():
    """上下にしか縁が付いていません。左右はどうですか。
    |
    There is a border above and below only. What about left and right?
    """


@mistake("pad_images", {"(pad, pad), (pad, pad)": "(0, 0), (pad, pad)"})
def pad_images_left_and_right():
    """左右にしか縁が付いていません。上下はどうですか。
    |
    There is a border left and right only. What about above and below?
    """


@mistake("pad_images", {"(pad, pad), (pad, pad)": "(pad, 0), (pad, 0)"})
def pad_images_above_and_left():
    """縁が上と左にしか付いていません。1 つの軸には、前と後ろの両側があります。
    |
    There is a border above and on the left only. An axis has two ends.
    """


@mistake("pad_images", {"(pad, pad), (pad, pad)": "(0, pad), (0, pad)"})
def pad_images_below_and_right():
    """縁が下と右にしか付いていません。1 つの軸には、前と後ろの両側があります。
    |
    There is a border below and on the right only. An axis has two ends.
    """


@mistake("pad_images")
def pad_images_in_float64(x, pad):
    """値は合っていますが、要素の型が変わっています。np.zeros で作る配列は、何も言わなければ float64 です。
    |
    The values are right, but not the type of the elements. An array from np.zeros is float64 unless told
    otherwise.
    """
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    out[:, :, pad : pad + H, pad : pad + W] = x
    return out


@mistake("pad_images")
def pad_images_with_negative_ends(x, pad):
    """pad が 0 のときにエラーになります。スライスの終わりを -pad と書いていませんか。0 のときは -0、
    つまり 0 です。
    |
    This fails when pad is 0. Does a slice of yours end at -pad? For 0 that is -0, which is 0.
    """
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    out[:, :, pad:-pad, pad:-pad] = x
    return out


@mistake("pad_images")
def pad_images_with_negative_ends_in_float64(x, pad):
    """pad が 0 のときにエラーになり、要素の型も変わっています。
    スライスの終わりを -pad と書いていませんか（0 のときは 0 です）。また、np.zeros で作る配列は、
    何も言わなければ float64 です。
    |
    This fails when pad is 0, and the type of the elements changes. Does a slice of yours end at -pad, which
    for 0 is 0? And an array from np.zeros is float64 unless told otherwise.
    """
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    out[:, :, pad:-pad, pad:-pad] = x
    return out


@mistake("pad_images")
def pad_images_with_the_edge(x, pad):
    """縁が 0 ではなく、端の画素の繰り返しになっています。縁の値は 0 です。
    |
    The border repeats the pixels at the edge. It should be 0.
    """
    return np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], mode="edge")


@mistake("pad_images")
def pad_images_with_ones(x, pad):
    """縁の値が 1 になっています。縁の値は 0 です。
    |
    The border is 1. It should be 0.
    """
    return np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], constant_values=1)


@mistake("pad_images", {"(pad, pad), (pad, pad)": "(1, 1), (1, 1)"})
def pad_images_by_1():
    """縁の幅がいつも 1 です。引数の pad を使っていますか。
    |
    The border is always 1 wide. Is the argument pad used?
    """


@mistake("apply_filter")
def apply_filter_turned(image, kernel):
    """結果が、フィルターを上下左右に裏返したときのものです。裏返してから掛けていませんか。
    ここでの畳み込みは、裏返しません。
    |
    The result is that of a filter turned round in both directions. Is it turned before it is multiplied?
    The convolution of this chapter does not turn it.
    """
    FH, FW = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(image, (FH, FW))
    return np.sum(windows * kernel[::-1, ::-1], axis=(2, 3))


@mistake("apply_filter", {"windows * kernel": "windows * kernel.reshape(FW, FH).T"})
def apply_filter_read_by_columns():
    """結果が、フィルターの縦と横を入れ替えたときのものです。kernel[i, j] は、窓の i 行 j
    列の画素に掛けます。
    |
    The result is that of a filter whose rows and columns are mixed up. kernel[i, j] belongs to the pixel
    in row i and column j of the window.
    """


@mistake("apply_filter", {"windows * kernel": "windows * kernel.T"})
def apply_filter_transposed():
    """結果が、フィルターの縦と横を入れ替えたときのものです。kernel[i, j] は、窓の i 行 j
    列の画素に掛けます。
    |
    The result is that of a filter whose rows and columns are mixed up. kernel[i, j] belongs to the pixel
    in row i and column j of the window.
    """


@mistake("apply_filter", {"return np.sum(windows": "return np.mean(windows"})
def apply_filter_averaging():
    """積の合計ではなく、平均になっています。
    |
    This is the average of the products, not their sum.
    """


@mistake("apply_filter")
def apply_filter_by_matrix_products(image, kernel):
    """結果が、窓とフィルターの行列の積を合計したときのものです。行列の積を計算していませんか。
    ここで要るのは、要素ごとの積です。
    |
    The result is the sum over the matrix product of window and filter. Is it a matrix product that is
    computed? What is needed is the product element by element.
    """
    FH, FW = kernel.shape
    OH, OW = image.shape[0] - FH + 1, image.shape[1] - FW + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(image[i : i + FH, j : j + FW] @ kernel)
    return out


@mistake("apply_filter")
def apply_filter_one_place_short(image, kernel):
    """出力の高さと幅が 1 ずつ足りません。フィルターをいちばん端まで動かしていますか。
    置ける場所の数を数えましょう。
    |
    Height and width of the output are 1 too small. Does the filter go all the way to the end? Count the
    places where it can lie.
    """
    FH, FW = kernel.shape
    OH, OW = image.shape[0] - FH, image.shape[1] - FW
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return out


@mistake("apply_filter")
def apply_filter_with_a_border(image, kernel):
    """出力が、画像と同じ大きさになっています。フィルターが画像からはみ出す場所は、ここでは数えません。
    |
    The output is as large as the image. Places where the filter would stick out of the image do not count
    here.
    """
    FH, FW = kernel.shape
    top, left = (FH - 1) // 2, (FW - 1) // 2
    padded = np.pad(image, [(top, FH - 1 - top), (left, FW - 1 - left)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, (FH, FW))
    return np.sum(windows * kernel, axis=(2, 3))


@mistake("apply_filter")
def apply_filter_in_an_array_like_the_image(image, kernel):
    """出力の形が画像と同じで、端に余った 0 が残っています。出力の高さと幅はいくつですか。
    |
    The output has the shape of the image, and zeros are left over at its end. What are height and width of
    the output?
    """
    FH, FW = kernel.shape
    out = np.zeros(image.shape)
    for i in range(image.shape[0] - FH + 1):
        for j in range(image.shape[1] - FW + 1):
            out[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return out


@mistake("apply_filter")
def apply_filter_in_the_dtype_of_the_image(image, kernel):
    """整数の画像のときに、小数点以下が切り捨てられています。結果を入れる配列の型（dtype）を確かめましょう。
    |
    For an image of whole numbers, the fractions are cut off. Look at the dtype of the array that takes the
    results.
    """
    FH, FW = kernel.shape
    OH, OW = image.shape[0] - FH + 1, image.shape[1] - FW + 1
    out = np.zeros((OH, OW), dtype=image.dtype)
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return out


@mistake("apply_filter")
def apply_filter_of_squares_only(image, kernel):
    """縦長や横長のフィルターのときに合いません。高さと幅の両方を、kernel.shape から取り出していますか。
    |
    This is wrong for filters that are tall or wide. Do you take both height and width from kernel.shape?
    """
    F = kernel.shape[0]
    OH, OW = image.shape[0] - F + 1, image.shape[1] - F + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(image[i : i + F, j : j + F] * kernel)
    return out


@mistake("apply_filter")
def apply_filter_of_square_images_only(image, kernel):
    """高さと幅が違う画像のときに合いません。出力の高さと幅を、別々に求めていますか。
    |
    This is wrong for an image whose height is not its width. Do you work out height and width of the
    output, each on its own?
    """
    FH, FW = kernel.shape
    out = np.zeros((len(image) - FH + 1, len(image) - FW + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return out


@mistake("apply_filter")
def apply_filter_with_i_and_j_exchanged(image, kernel):
    """出力の縦と横が入れ替わっています。窓の上端は行の番号、左端は列の番号で決まります。
    |
    The output lies on its side. The number of the row says where the window begins at the top, that of the
    column where it begins on the left.
    """
    FH, FW = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(image, (FH, FW))
    return np.sum(windows * kernel, axis=(2, 3)).T


@mistake("apply_filter")
def apply_filter_of_tiles(image, kernel):
    """出力が小さすぎます。フィルターの大きさずつ動かしていませんか。1 ずつ動かすと、窓は重なり合います。
    |
    The output is too small. Do you move the filter by its own size? Moved by 1, the windows overlap.
    """
    FH, FW = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(image, (FH, FW))[::FH, ::FW]
    return np.sum(windows * kernel, axis=(2, 3))


@mistake(
    "apply_filter",
    {"np.sum(windows * kernel, axis=(2, 3))": "np.maximum(0, np.sum(windows * kernel, axis=(2, 3)))"},
)
def apply_filter_without_negative_results():
    """負になるはずの結果が 0 になっています。結果は負にもなります。そのまま返してください。
    |
    Results that should be negative are 0. Results may be negative; return them as they are.
    """


@mistake("apply_filter")
def apply_filter_in_place(image, kernel):
    """受け取った画像の中身が変わっていて、結果も合いません。画像そのものに、
    結果を書き込みながら計算していませんか。
    |
    The image that came in is changed, and the result is wrong as well. Are results written into the
    image itself while it is still needed?
    """
    FH, FW = kernel.shape
    OH, OW = image.shape[0] - FH + 1, image.shape[1] - FW + 1
    for i in range(OH):
        for j in range(OW):
            image[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return image[:OH, :OW]


@mistake("convolve", {" + b[f]": ""})
def convolve_without_bias():
    """出力に、バイアスの分がありません。
    |
    Nothing of the biases is in the output.
    """


@mistake("convolve", {"+ b[f]": "+ b[0]"})
def convolve_with_the_first_bias():
    """どのフィルターの出力にも、b[0] が足されています。フィルターごとのバイアスを使っていますか。
    |
    b[0] is in the output of every filter. Is the bias of each filter used?
    """


@mistake("convolve", {"np.sum(window * W[f]) + b[f]": "np.sum(window * W[f]) + b[f] * len(window)"})
def convolve_with_a_bias_for_each_channel():
    """チャンネルが複数あるとき、バイアスがチャンネルの数だけ足された値になっています。足すのは、1
    つのフィルターに 1 回だけです。
    |
    With several channels, the bias is in the result once for each of them. It is to be added once for
    each filter.
    """


@mistake("convolve", {"np.sum(window * W[f]) + b[f]": "np.sum(window * W[f] + b[f])"})
def convolve_with_a_bias_for_each_product():
    """バイアスが、1 回ではなく、積の数だけ足された値になっています。合計する前に足していませんか。
    |
    The bias is in the result as many times as there are products, and not once. Is it added before they
    are summed?
    """


@mistake("convolve", {"np.sum(window * W[f])": "np.sum(window[0] * W[f, 0])"})
def convolve_of_the_first_channel():
    """結果に影響しているのは、最初のチャンネルだけです。すべてのチャンネルについて合計していますか。
    |
    Only the first channel has an effect on the result. Is it summed over all channels?
    """


@mistake("convolve", {"window * W[f]": "window.sum(axis=0) * W[f].sum(axis=0)"})
def convolve_with_channels_summed_first():
    """結果が、先にチャンネルについて合計してから掛けたときのものです。掛けるのは、
    同じチャンネルどうしです。
    |
    The result is that of channels summed first and multiplied afterwards. A channel of the window is
    multiplied with the same channel of the filter.
    """


@mistake("convolve", {"np.sum(window * W[f])": "np.sum(window * W[f]) / len(window)"})
def convolve_averaging_channels():
    """チャンネルについて、合計ではなく平均になっています。
    |
    This averages over the channels instead of summing.
    """


@mistake("convolve", {"window * W[f]": "window * W[0]"})
def convolve_with_the_first_filter():
    """どの出力も、最初のフィルターの結果になっています。フィルターの番号を使っていますか。
    |
    Every output is that of the first filter. Is the number of the filter used?
    """


@mistake("convolve", {"padded[n, :": "padded[0, :"})
def convolve_of_the_first_image():
    """どの画像の出力も、最初の画像の結果になっています。画像の番号を使っていますか。
    |
    The output of every image is that of the first one. Is the number of the image used?
    """


@mistake("convolve", {"window * W[f]": "window * W[f, :, ::-1, ::-1]"})
def convolve_with_filters_turned():
    """結果が、フィルターを上下左右に裏返したときのものです。裏返してから掛けていませんか。
    ここでの畳み込みでは、裏返しません。
    |
    The result is that of filters turned round in both directions. Are they turned before they are
    multiplied? The convolution of this chapter does not turn them.
    """


@mistake("convolve", {"np.sum(window": "np.mean(window"})
def convolve_averaging():
    """積の合計ではなく、平均になっています。
    |
    This is the average of the products, not their sum.
    """


@mistake("convolve", {"top, left = i * stride, j * stride": "top, left = i, j"})
def convolve_by_single_steps():
    """出力の大きさは合っていますが、stride が 2 以上のときも、窓が 1 ずつしか動いていません。
    |
    The output has the right size, but with a stride of 2 or more, too, the window moves by only 1.
    """


@mistake("convolve", {"i * stride, j * stride": "i * stride, j"})
def convolve_with_stride_downwards():
    """縦には stride ずつ動いていますが、横には 1 ずつしか動いていません。
    |
    The window moves by stride downwards, but by only 1 to the right.
    """


@mistake("convolve", {"i * stride, j * stride": "i, j * stride"})
def convolve_with_stride_to_the_right():
    """横には stride ずつ動いていますが、縦には 1 ずつしか動いていません。
    |
    The window moves by stride to the right, but by only 1 downwards.
    """


@mistake(
    "convolve",
    {"FH, stride, pad)": "FH, 1, pad)", "FW, stride, pad)": "FW, 1, pad)", "i * stride, j * stride": "i, j"},
)
def convolve_without_stride():
    """stride が 2 以上のときも、1 のときと同じ結果になっています。stride を使っていますか。
    |
    With a stride of 2 or more, the result is that of a stride of 1. Is stride used?
    """


@mistake(
    "convolve",
    {"FH, stride, pad)": "FH, stride)", "FW, stride, pad)": "FW, stride)", "pad_images(x, pad)": "x"},
)
def convolve_without_pad():
    """pad をいくつにしても、縁のない画像の結果になっています。引数の pad を使っていますか。
    |
    Whatever pad is, the result is that of images without a border. Is the argument pad used?
    """


@mistake("convolve", {"FH, stride, pad)": "FH, stride)", "FW, stride, pad)": "FW, stride)"})
def convolve_as_large_as_without_pad():
    """縁は付いていますが、出力の大きさが、縁がないときのままです。大きさの計算に、pad
    を使っていますか。
    |
    The images have their border, but the output is as large as if there were none. Is pad used in
    working out its size?
    """


@mistake(
    "convolve",
    {
        "OH = conv_output_size(H, FH, stride, pad)": "OH = conv_output_size(H, FH, stride, pad) - 1",
        "OW = conv_output_size(width, FW, stride, pad)": "OW = conv_output_size(width, FW, stride, pad) - 1",
    },
)
def convolve_one_place_short():
    """出力の高さと幅が 1 ずつ足りません。フィルターをいちばん端まで動かしていますか。
    |
    Height and width of the output are 1 too small. Does the filter go all the way to the end?
    """


@mistake("convolve", {"return out": "return out.transpose(0, 2, 3, 1)"})
def convolve_with_channels_last():
    """出力の軸の順が (N, OH, OW, FN) になっています。求められている順は (N, FN, OH, OW) です。
    |
    The axes of the output are in the order (N, OH, OW, FN). What is asked for is (N, FN, OH, OW).
    """


@mistake("convolve", {"return out": "return out.transpose(0, 1, 3, 2)"})
def convolve_lying_on_its_side():
    """出力の高さと幅が入れ替わっています。
    |
    Height and width of the output are exchanged.
    """


@mistake("convolve", {"return out": "return out.transpose(1, 0, 2, 3)"})
def convolve_with_filters_first():
    """出力の軸の順が (FN, N, OH, OW) になっています。先に来るのは画像です。
    |
    The axes of the output are in the order (FN, N, OH, OW). The images come first.
    """


@mistake("convolve", {"OW = conv_output_size(width, FW, stride, pad)": "OW = OH"})
def convolve_with_square_outputs():
    """出力の幅が、高さと同じになっています。高さと幅は別々に求めます。
    |
    The output is as wide as it is high. Work out height and width, each on its own.
    """


@mistake(
    "convolve",
    {"N, _, H, width = x.shape": "N, _, H, W = x.shape", "conv_output_size(width": "conv_output_size(W"},
)
def convolve_with_the_width_in_place_of_the_filters():
    """整数の .shape を調べようとして、AttributeError になります。x.shape から取り出した幅を W
    と名付けて、フィルターを上書きしていませんか。
    |
    .shape is asked of an int, which raises AttributeError. Is the width, from x.shape, called W as well,
    so that the filters are lost?
    """


@mistake("convolve")
def convolve_with_the_width_called_w(x, W, b, stride=1, pad=0):
    """整数に [ ] を使おうとして、TypeError になります。x.shape から取り出した幅を W と名付けて、
    フィルターを上書きしていませんか。
    |
    [ ] is used on an int, which raises TypeError. Is the width, from x.shape, called W as well, so that
    the filters are lost?
    """
    FN, _, FH, FW = W.shape
    N, _, H, W = x.shape
    OH, OW = conv_output_size(H, FH, stride, pad), conv_output_size(W, FW, stride, pad)
    x = pad_images(x, pad)
    out = np.zeros((N, FN, OH, OW))
    for n, f, i, j in np.ndindex(N, FN, OH, OW):
        top, left = i * stride, j * stride
        out[n, f, i, j] = np.sum(x[n, :, top : top + FH, left : left + FW] * W[f]) + b[f]
    return out


@mistake("convolve", {"top : top + FH, left : left + FW": "top : top + FH, left : left + FH"})
def convolve_with_square_windows():
    """縦長や横長のフィルターのときに合いません。窓の高さは FH、幅は FW です。
    |
    This is wrong for filters that are tall or wide. The window is FH high and FW wide.
    """


@mistake("convolve", {"out = np.zeros((N, FN, OH, OW))": "out = np.zeros((N, FN, OH, OW), dtype=int)"})
def convolve_in_whole_numbers():
    """出力の小数点以下が切り捨てられています。結果を入れる配列の型（dtype）を確かめましょう。
    |
    The fractions of the output are cut off. Look at the dtype of the array that takes the results.
    """


# What is changed most: the order of axes in im2col, in col2im, and going forward and back through Convolution
WINDOWS = "windows.transpose(0, 2, 3, 1, 4, 5)"
ROWS = "col.reshape(N, OH, OW, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)"
OUT = "out.reshape(FN, OH, OW, N).transpose(3, 0, 1, 2)"
DW = "(dout @ self.col.T).reshape(self.W.shape)"


@mistake("im2col", {WINDOWS: "windows.transpose(0, 2, 3, 4, 5, 1)"})
def im2col_channels_last():
    """1 行の中で、チャンネルの値が交互に並んでいます。チャンネルの軸を、最後に置いていませんか。1
    つのチャンネルの窓を全部並べてから、次のチャンネルに移ります。
    |
    Within a row the values of the channels take turns. Is the axis of channels put last? All values that
    one channel has in the window come before those of the next channel.
    """


@mistake("im2col", {WINDOWS: "windows.transpose(0, 3, 2, 1, 4, 5)"})
def im2col_windows_downwards_first():
    """窓が、上から下へ進んでから右の列に移る順番になっています。左から右へ進み、1 段終わったら下の段で
    す。
    |
    The windows go down first, and then on to the right. They should go from left to right, then on to the
    next line below.
    """


@mistake("im2col", {WINDOWS: "windows.transpose(0, 2, 3, 1, 5, 4)"})
def im2col_inside_of_windows_downwards_first():
    """1 つの窓の中が、上から下へ、縦に並んでいます。窓の高さの軸と幅の軸が入れ替わっていませんか。
    |
    Inside a window the values run from top to bottom. Have the axes of the window's height and width
    changed places?
    """


@mistake("im2col", {"(filter_h, filter_w), axis": "(filter_w, filter_h), axis"})
def im2col_height_and_width_of_the_filter_swapped():
    """窓の高さと幅が逆です。高さが filter_h、幅が filter_w です。
    |
    Height and width of the window are swapped: filter_h is the height, filter_w the width.
    """


@mistake("im2col", {"C * filter_h * filter_w)": "C * filter_h * filter_w).T"})
def im2col_transposed():
    """行と列が逆で、1 つの窓が 1 列になっています。1 つの窓が 1 行です。
    |
    Rows and columns are the wrong way round: each window is a column. It should be a row.
    """


@mistake("im2col", {"[:, :, ::stride, ::stride]": ""})
def im2col_without_stride():
    """stride が 2 以上でも、窓が 1 ずつ動いています。引数 stride を使っていますか。
    |
    The windows move by 1 even if stride is larger. Is the argument stride used?
    """


@mistake("im2col", {"[:, :, ::stride, ::stride]": "[:, :, ::stride]"})
def im2col_with_stride_downwards_only():
    """縦は stride ずつですが、横は 1 ずつ動いています。窓は、どちらの向きにも stride ずつ動きます。
    |
    The windows move by stride downwards, but by 1 across. They move by stride in both directions.
    """


@mistake("im2col", {"[:, :, ::stride, ::stride]": "[:, :, :, ::stride]"})
def im2col_with_stride_across_only():
    """横は stride ずつですが、縦は 1 ずつ動いています。窓は、どちらの向きにも stride ずつ動きます。
    |
    The windows move by stride across, but by 1 downwards. They move by stride in both directions.
    """


@mistake("im2col", {"::stride, ::stride": "::filter_h, ::filter_w"})
def im2col_in_steps_of_the_filter():
    """窓が、窓の大きさずつ動いていて、重なりません。動く幅は stride（既定値は 1）です。
    |
    The windows move by their own size and never overlap. They should move by stride, which is 1 unless
    given.
    """


@mistake("im2col", {"np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])": "input_data"})
def im2col_without_pad():
    """pad が 1 以上のときに合いません。画像の上下左右に、0 を足していますか。
    |
    With a pad of 1 or more it goes wrong. Are zeros added around the images, on all four sides?
    """


@mistake(
    "im2col",
    {"(pad, pad), (pad, pad)": "(0, 2 * pad), (0, 2 * pad)"},
)
def im2col_with_pad_on_one_side():
    """パディングが右と下だけに入っています。上下左右に pad ずつ足します。
    |
    The padding is at the right and at the bottom only. Add pad on each of the four sides.
    """


@mistake("im2col", {"[(0, 0), (0, 0), (pad, pad), (pad, pad)]": "pad"})
def im2col_with_pad_on_all_axes():
    """パディングで、画像の枚数とチャンネル数まで増えています。広げるのは高さと幅の軸だけです。
    |
    The padding adds images and channels as well. Only the axes of height and width should grow.
    """


@mistake("im2col")
def im2col_reshaped_without_transposing(input_data, filter_h, filter_w, stride=1, pad=0):
    """形は合っていますが、並び方が違います。軸を並べ替えずに reshape していませんか。reshape
    は要素の順番を変えません。
    |
    The shape is right, but the order is not. Is an array reshaped without changing the order of its
    axes? reshape keeps the elements in the order they are in.
    """
    x = pad_images(input_data, pad)
    windows = sliding_window_view(x, (filter_h, filter_w), axis=(2, 3))[:, :, ::stride, ::stride]
    N, C, OH, OW, _, _ = windows.shape
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(N * OH * OW, C * filter_h * filter_w)


@mistake("im2col", {WINDOWS: "windows.transpose(2, 3, 0, 1, 4, 5)"})
def im2col_images_in_turn():
    """行の順番で、画像が交互に並んでいます。最初の画像の窓を全部並べてから、次の画像に移ります。
    |
    The images take turns from row to row. All windows of the first image come before those of the next
    one.
    """


@mistake("im2col", {"reshape(N * OH * OW, C": "reshape(N, OH * OW, C"})
def im2col_with_an_axis_of_images():
    """3 次元の配列 (N, OH·OW, C·FH·FW) になっています。画像の軸も行にまとめて、2 次元にします。
    |
    The result has three axes, (N, OH·OW, C·FH·FW). The axis of images becomes part of the rows, so that
    two axes are left.
    """


@mistake("im2col", {"reshape(N * OH * OW, C * filter_h * filter_w)": "reshape(N * OH * OW * C, -1)"})
def im2col_with_a_row_for_each_channel():
    """チャンネルごとに別の行になっています。1 つの窓は、全チャンネルの値を 1 行に並べます。
    |
    Each channel has a row of its own. One row holds the values of all channels of a window.
    """


@mistake("col2im", {"] += windows": "] = windows"})
def col2im_overwriting():
    """窓が重なる所に、片方の窓の値しか残っていません。= で上書きしていませんか。
    |
    Where windows overlap, only the value of one window is left. Is it overwritten, with = ?
    """


@mistake("col2im")
def col2im_averaging(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """窓が重なる所が、合計ではなく平均になっています。重なった数で割っていませんか。
    |
    Where windows overlap, the result is the mean and not the sum. Is it divided by how many there are?
    """
    settings = input_shape, filter_h, filter_w, stride, pad
    return reference.col2im(col, *settings) / np.maximum(reference.col2im(np.ones(col.shape), *settings), 1)


@mistake("col2im", {"[:, :, pad : H - pad, pad : W - pad]": ""})
def col2im_with_the_pad_left():
    """パディングで広げた所が、結果に残っています。結果の形は input_shape です。
    |
    What the padding added is still in the result, which should have the shape input_shape.
    """


@mistake("col2im", {"[:, :, pad : H - pad, pad : W - pad]": "[:, :, pad:-pad, pad:-pad]"})
def col2im_cut_from_the_end():
    """pad が 0 のとき、結果が空になっています。pad:-pad のようなスライスを使っていませんか。pad が 0
    のとき、それは 0:0 になり、何も選びません。
    |
    With a pad of 0 the result is empty. Is there a slice like pad:-pad? With a pad of 0 that is 0:0,
    which selects nothing.
    """


@mistake("col2im", {"[:, :, pad : H - pad, pad : W - pad]": "[:, :, : H - 2 * pad, : W - 2 * pad]"})
def col2im_cut_at_one_side():
    """パディングの切り落としが、右と下だけになっていて、画像がずれています。左と上にも pad があります。
    |
    The padding is cut off at the right and at the bottom only, so the images are shifted. There is a pad
    at the left and at the top, too.
    """


@mistake(
    "col2im",
    {
        "(H - filter_h) // stride + 1": "H - 2 * pad - filter_h + 1",
        "(W - filter_w) // stride + 1": "W - 2 * pad - filter_w + 1",
    },
)
def col2im_without_stride_and_pad_in_the_number_of_windows():
    """stride が 1 で pad が 0 のときは合っていますが、それ以外では計算できません。窓の数 OH と OW
    の式を確かめてください。
    |
    It is right for a stride of 1 and a pad of 0, and fails otherwise. Check how OH and OW, the numbers
    of windows, are worked out.
    """


@mistake(
    "col2im",
    {"y + stride * OH, stride)": "y + OH)", "x + stride * OW, stride)": "x + OW)"},
)
def col2im_placing_windows_one_by_one():
    """stride が 2 以上のときに合いません。隣り合う窓を、1 ずつずらして置いていませんか。
    |
    With a stride of 2 or more it goes wrong. Are windows next to each other put back 1 apart?
    """


@mistake(
    "col2im",
    {ROWS: "col.reshape(N, C, filter_h, filter_w, OH, OW)"},
)
def col2im_reshaped_without_transposing():
    """値の行き先が違います。col を、軸を並べ替えずに reshape していませんか。col の行は（画像、縦、
    横）の順です。
    |
    The values go to the wrong places. Is col reshaped without changing the order of its axes? The rows
    of col are in the order image, down, across.
    """


@mistake(
    "col2im",
    {ROWS: "col.reshape(N, OH, OW, filter_h, filter_w, C).transpose(0, 5, 3, 4, 1, 2)"},
)
def col2im_channels_last():
    """チャンネルが混ざっています。1 行の中を、チャンネルが最後の軸だと思って読んでいませんか。
    |
    The channels are mixed up. Is a row read as if the channels were its last axis?
    """


@mistake(
    "col2im",
    {ROWS: "col.reshape(N, OW, OH, C, filter_h, filter_w).transpose(0, 3, 4, 5, 2, 1)"},
)
def col2im_windows_downwards_first():
    """窓が、上から下へ進む順番で戻されています。col の行は、左から右へ、1
    段終わったら下の段へと並んでいます。
    |
    The windows are put back as if they went down first. The rows of col go from left to right, then on
    to the next line below.
    """


@mistake(
    "col2im",
    {ROWS: "col.reshape(N, OH, OW, C, filter_w, filter_h).transpose(0, 3, 5, 4, 1, 2)"},
)
def col2im_inside_of_windows_downwards_first():
    """1 つの窓の中を、上から下へ進む順番で戻しています。窓の高さの軸と幅の軸が入れ替わっていませんか。
    |
    Inside a window the values are put back from top to bottom. Have the axes of the window's height and
    width changed places?
    """


@mistake(
    "col2im",
    {"C, H, W), dtype": "C, (OH - 1) * stride + filter_h, (OW - 1) * stride + filter_w), dtype"},
)
def col2im_without_the_rest():
    """窓が届かない右と下の余りが、結果にありません。余りの所も 0 として、input_shape の形にします。
    |
    The rest at the right and at the bottom, where no window reaches, is missing. It is 0, and belongs to
    the shape input_shape.
    """


@mistake("Convolution", {" + self.b[:, np.newaxis]": ""})
class ConvolutionWithoutBias:
    """forward の出力に、バイアスの分がありません。
    |
    Nothing of the bias is in the output of forward.
    """


@mistake("Convolution", {"out = self.W": "out = self.W[:, :, ::-1, ::-1]"})
class ConvolutionWithTheFilterFlipped:
    """出力が、フィルターを上下左右に裏返したときのものです。裏返して使っていませんか。
    ここでの畳み込みは、裏返さずにそのまま重ねます。
    |
    The output is that of a filter turned round in both directions. Is it turned? Here, convolution puts
    it on the image as it is.
    """


@mistake(
    "Convolution",
    {OUT: "out.reshape(FN, OH, OW, N).transpose(3, 1, 2, 0).reshape(N, FN, OH, OW)"},
)
class ConvolutionWithOutputNotTransposed:
    """出力の形は合っていますが、値の場所が違います。行列の積を、reshape だけで (N, FN, OH, OW)
    にしていませんか。
    |
    The shape of the output is right, but the values are in the wrong places. Does reshape alone make (N,
    FN, OH, OW) of the product?
    """


@mistake(
    "Convolution",
    {OUT: "out.reshape(FN, OH, OW, N).transpose(3, 1, 2, 0)"},
)
class ConvolutionWithFiltersLast:
    """出力の形が (N, OH, OW, FN) です。フィルターの軸は、画像の軸の次に来ます。
    |
    The output has the shape (N, OH, OW, FN). The axis of filters comes just after that of images.
    """


@mistake(
    "Convolution",
    {OUT: "out.reshape(FN, OH, OW, N).transpose(3, 0, 2, 1)"},
)
class ConvolutionWithHeightAndWidthSwapped:
    """出力の高さと幅が入れ替わっています。transpose などで、軸をどの順に並べていますか。
    |
    Height and width of the output have changed places. Check the order of the axes, such as in
    transpose.
    """


@mistake("Convolution", {"out = self.W.reshape(FN, C * FH * FW) @": "out = self.W.reshape(-1, FN).T @"})
class ConvolutionWithFiltersMixed:
    """フィルターの値が混ざっています。W を、reshape だけで (C·FH·FW, FN) の形にしていませんか。W
    の最初の軸がフィルターです。
    |
    The values of the filters are mixed up. Does reshape alone make (C·FH·FW, FN) of W? The first axis of
    W is the filters.
    """


@mistake("Convolution", {"W, b, stride, pad\n": "W, b, 1, pad\n"})
class ConvolutionWithoutStride:
    """stride が 2 以上でも、窓が 1 ずつ動いています。stride を self に覚えて、使っていますか。
    |
    The windows move by 1 even if stride is larger. Is stride remembered in self and used?
    """


@mistake("Convolution", {"W, b, stride, pad\n": "W, b, stride, 0\n"})
class ConvolutionWithoutPad:
    """pad が 1 以上のときに合いません。pad を self に覚えて、使っていますか。
    |
    With a pad of 1 or more it goes wrong. Is pad remembered in self and used?
    """


@mistake("Convolution")
class ConvolutionOfTheFirstChannel(Convolution):
    """forward の出力に影響しているのは、チャンネル 0 だけです。
    全チャンネルの積を足し合わせていますか。
    |
    Only channel 0 has an effect on the output of forward. Are the products of all channels added up?
    """

    def forward(self, x):
        super().forward(x)
        one = Convolution(self.W[:, :1], self.b, self.stride, self.pad)
        return one.forward(x[:, :1])


@mistake("Convolution", {"np.sum(dout, axis=1)": "np.mean(dout, axis=1)"})
class ConvolutionWithDbAveraged:
    """db が平均になっています。バイアスはすべての窓に足されたので、合計します。
    |
    db is a mean. The bias was added at every window, so take the sum.
    """


@mistake("Convolution", {"np.sum(dout, axis=1)": "np.sum(dout)"})
class ConvolutionWithDbOfEverything:
    """db が 1 個の数になっています。バイアスはフィルターごとに 1 つあります。
    |
    db is a single number. There is one bias for each filter.
    """


@mistake("Convolution", {"np.sum(dout, axis=1)": "np.sum(dout, axis=1) / N"})
class ConvolutionWithDbDivided:
    """勾配が、画像の枚数 N で割った値になっています。N で割っていませんか。N での割り算は、
    損失のレイヤが受け持ちます。
    |
    The gradient is divided by N, the number of images. Is there a division by N? That is the job of the
    loss layer.
    """


@mistake("Convolution", {"np.sum(dout, axis=1)": "np.sum(dout.reshape(FN, OH, OW, N), axis=3)"})
class ConvolutionWithDbOfEachWindow:
    """db の形が (FN, OH, OW) です。画像だけでなく、窓の位置についても合計して、b と同じ (FN,) にします。
    |
    db has the shape (FN, OH, OW). Sum over the places of the window as well as over the images, so that
    it becomes (FN,) like b.
    """


@mistake(
    "Convolution",
    {DW: "(dout @ self.col.T).T.reshape(self.W.shape)"},
)
class ConvolutionWithDwNotTransposed:
    """dW の形は合っていますが、値の場所が違います。形 (C·FH·FW, FN) の積を、そのまま reshape
    していませんか。
    |
    dW has the right shape, but its values are in the wrong places. Is a product of shape (C·FH·FW, FN)
    reshaped as it is?
    """


@mistake("Convolution", {DW: "(dout @ self.col.T).T"})
class ConvolutionWithDwAsAMatrix:
    """dW の形が (C·FH·FW, FN) です。W と同じ形にします。reshape は要素の順番を変えないので、
    軸の順にも気を付けてください。
    |
    dW has the shape (C·FH·FW, FN). It needs that of W. As reshape keeps the order of the elements, mind
    the order of the axes, too.
    """


@mistake("Convolution", {DW: "dout @ self.col.T"})
class ConvolutionWithDwFlat:
    """dW の形が (FN, C·FH·FW) です。W と同じ (FN, C, FH, FW) の形に戻します。
    |
    dW has the shape (FN, C·FH·FW). Give it the shape of W, (FN, C, FH, FW).
    """


@mistake(
    "Convolution",
    {DW: f"{DW} / N"},
)
class ConvolutionWithDwAveraged:
    """勾配が、画像の枚数 N で割った値になっています。N で割っていませんか。N での割り算は、
    損失のレイヤが受け持ちます。
    |
    The gradient is divided by N, the number of images. Is there a division by N? That is the job of the
    loss layer.
    """


@mistake("Convolution")
class ConvolutionWithoutGradients(Convolution):
    """backward のあとも、レイヤに dW と db がありません。self に入れましたか。backward
    の中だけの変数は、そこで終わります。
    |
    After backward the layer has no dW and db. Are they put into self? A variable of backward's own ends
    there.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        del self.dW, self.db
        return dx


@mistake("Convolution")
class ConvolutionWithGradientsOfNone(Convolution):
    """backward のあとも、dW と db が None のままです。self に入れましたか。backward の中だけの変数は、
    そこで終わります。
    |
    After backward, dW and db are still None. Are they put into self? A variable of backward's own ends
    there.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.db = None
        return dx


@mistake("Convolution")
class ConvolutionAccumulating(Convolution):
    """2 回目の backward の dW と db に、1 回目の値が足されています。+= を使っていませんか。
    |
    At the second backward, dW and db still hold those of the first. Is += used?
    """

    def backward(self, dout):
        before = getattr(self, "dW", 0.0), getattr(self, "db", 0.0)
        dx = super().backward(dout)
        self.dW, self.db = self.dW + before[0], self.db + before[1]
        return dx


@mistake("Convolution", {"W, b, stride, pad\n": "W.copy(), b.copy(), stride, pad\n"})
class ConvolutionOfCopies:
    """渡した W と b の中身を更新しても、レイヤの計算が変わりません。複製を作って持っていませんか。
    |
    When the elements of the given W and b are updated, what the layer computes stays the same. Does it
    keep copies?
    """


@mistake(
    "Convolution",
    {"dout.transpose(1, 2, 3, 0)": "dout.reshape(N, OH, OW, FN).transpose(3, 1, 2, 0)"},
)
class ConvolutionWithDoutNotTransposed:
    """backward の値が違います。dout を、軸を並べ替えずに (N·OH·OW, FN) に reshape していませんか。
    dout のフィルターの軸は 2 番目です。
    |
    The values of backward are wrong. Is dout reshaped to (N·OH·OW, FN) without changing the order of its
    axes? The axis of filters is the second one of dout.
    """


@mistake("Convolution")
class ConvolutionWithDxAsColumns(Convolution):
    """dx が 2 次元で、col の形のままです。dx は画像の形 (N, C, H, W) に戻します。
    |
    dx has two axes, and is still in the shape of col. Bring it back to the shape of the images, (N, C, H,
    W).
    """

    def backward(self, dout):
        super().backward(dout)
        FN = len(self.W)
        return dout.transpose(0, 2, 3, 1).reshape(-1, FN) @ self.W.reshape(FN, -1)


@mistake("Convolution", {"+= dcol": "= dcol"})
class ConvolutionWithDxOverwritten:
    """dx で、窓が重なる所に、片方の窓の値しか残っていません。重なる所は足し合わせます。
    |
    In dx, only the value of one window is left where windows overlap. There the values are added up.
    """


@mistake(
    "Convolution",
    {"dx = np.zeros(self.padded_shape, dtype=dcol.dtype)": "dx, s, p = np.zeros(self.padded_shape), 1, 0"},
)
class ConvolutionGoingBackWithoutStrideAndPad:
    """forward は合っていますが、stride や pad があると dx が合いません。backward でも stride と pad
    を使っていますか。
    |
    forward is right, but with a stride or a pad dx is not. Are stride and pad used in backward, too?
    """


@mistake("Convolution", {"return dx[:, p : H - p, p : W - p]": "return dx"})
class ConvolutionWithThePadLeftInDx:
    """pad があるとき、dx が広げた大きさのままです。dx の形は x と同じです。
    |
    With a pad, dx is still as large as the padded images. It should have the shape of x.
    """


@mistake("Pooling")
class PoolingByTheMean(Pooling):
    """出力が、窓の平均です。ここで作るのは、最大値のプーリングです。
    |
    The output is the mean of each window. What is asked for is pooling by the maximum.
    """

    def forward(self, x):
        out = super().forward(x)
        x = pad_images(x, self.pad)
        windows = sliding_window_view(x, (self.pool_h, self.pool_w), axis=(2, 3))
        return np.mean(windows[:, :, :: self.stride, :: self.stride], axis=(4, 5)).reshape(out.shape)


@mistake("Pooling", {"-np.inf": "np.inf", "values > out": "values < out", "np.maximum": "np.minimum"})
class PoolingByTheMinimum:
    """出力が、窓の最小値です。ここで作るのは、最大値のプーリングです。
    |
    The output is the smallest value of each window. What is asked for is pooling by the maximum.
    """


@mistake("Pooling", {"-np.inf": "0.0"})
class PoolingFromZero:
    """窓の値がすべて負のとき、出力が 0 になっています。最大値を 0 から探し始めていませんか。
    |
    If all values of a window are negative, the output is 0. Does your search for the largest begin at 0?
    """


@mistake("Pooling")
class PoolingOverChannels(Pooling):
    """どのチャンネルの出力も同じで、全チャンネルの中の最大値になっています。最大値は、
    チャンネルごとに別々に取ります。
    |
    All channels of the output are the same: the largest of all channels. Each channel has a maximum of
    its own.
    """

    def forward(self, x):
        out = super().forward(x)
        return np.zeros(out.shape) + np.max(out, axis=1, keepdims=True)


@mistake("Pooling")
class PoolingIntoOneChannel(Pooling):
    """出力のチャンネルが 1 つで、全チャンネルの中の最大値になっています。im2col を使うなら、1
    行には全チャンネルが並んでいます。
    |
    The output has a single channel: the largest of all channels. If you use im2col, all channels stand
    in one row.
    """

    def forward(self, x):
        return np.max(super().forward(x), axis=1, keepdims=True)


@mistake("Pooling", {"stride=2, pad=0": "stride=1, pad=0"})
class PoolingWithADefaultStrideOf1:
    """stride を渡さないとき、窓が 1 ずつ動いています。stride の既定値は 2 です。
    |
    Without a stride the windows move by 1. Unless given, stride is 2.
    """


@mistake("Pooling", {"pool_w, stride, pad\n": "pool_w, pool_h, pad\n"})
class PoolingInStepsOfItsHeight:
    """窓が、窓の高さずつ動いています。動く幅は stride です。
    |
    The windows move by their own height. They should move by stride.
    """


@mistake("Pooling", {"pool_w, stride, pad\n": "pool_w, 2, pad\n"})
class PoolingWithAFixedStride:
    """stride に何を渡しても、窓が 2 ずつ動いています。引数 stride を使っていますか。
    |
    The windows move by 2 whatever stride is. Is the argument stride used?
    """


@mistake("Pooling", {"pool_w, stride, pad\n": "pool_w, stride, 0\n"})
class PoolingWithoutPad:
    """pad が 1 でも、画像が広がっていません。引数 pad を使っていますか。
    |
    The images do not grow even if pad is 1. Is the argument pad used?
    """


@mistake(
    "Pooling",
    {"= pool_h, pool_w": "= pool_w, pool_h"},
)
class PoolingWithHeightAndWidthSwapped:
    """窓の高さと幅が逆です。高さが pool_h、幅が pool_w です。
    |
    Height and width of the window are swapped: pool_h is the height, pool_w the width.
    """


@mistake("Pooling")
class PoolingWithSquareWindows(Pooling):
    """窓の幅が、いつも高さと同じです。引数 pool_w を使っていますか。
    |
    The windows are always as wide as they are high. Is the argument pool_w used?
    """

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        super().__init__(pool_h, pool_h, stride, pad)


@mistake("Pooling", {"        return out": "        return out.transpose(0, 2, 3, 1)"})
class PoolingWithChannelsLast:
    """出力の形が (N, OH, OW, C) です。チャンネルの軸は、画像の軸の次に来ます。
    |
    The output has the shape (N, OH, OW, C). The axis of channels comes just after that of images.
    """


@mistake("Pooling", {"        return out": "        return out.transpose(0, 2, 3, 1).reshape(N, C, OH, OW)"})
class PoolingWithOutputNotTransposed:
    """出力の形は合っていますが、値の場所が違います。（画像、縦、横、チャンネル）の順の値を、reshape
    だけで (N, C, OH, OW) にしていませんか。
    |
    The shape of the output is right, but the values are in the wrong places. They come in the order
    image, down, across, channel: does reshape alone make (N, C, OH, OW) of them?
    """


@mistake("Pooling")
class PoolingRoundedUp(Pooling):
    """割り切れないとき、余りの所にも窓があります。出力の大きさは切り捨てです。
    |
    Where the division leaves a rest, there are windows in the rest as well. Round the size of the output
    down.
    """

    def forward(self, x):
        _, _, H, W = self.x_shape = x.shape
        rest = (
            -(H + 2 * self.pad - self.pool_h) % self.stride,
            -(W + 2 * self.pad - self.pool_w) % self.stride,
        )
        return super().forward(
            np.pad(x, [(0, 0), (0, 0), (0, rest[0]), (0, rest[1])], constant_values=-np.inf)
        )

    def backward(self, dout):
        _, _, H, W = self.x_shape
        return super().backward(dout)[:, :, :H, :W]


@mistake("Pooling", {"+= dout * (self.arg_max == place)": "+= dout"})
class PoolingToEveryPlace:
    """dout が、窓のすべての場所に流れています。流れるのは、最大だった場所だけです。
    |
    dout flows to every place of the window. It should flow to that of the largest, and to no other.
    """


@mistake("Pooling", {"+= dout * (self.arg_max == place)": "+= dout / (self.pool_h * self.pool_w)"})
class PoolingToEveryPlaceAlike:
    """dout が、窓のすべての場所に等しく分けられています。流れるのは、最大だった場所だけです。
    |
    dout is divided among all places of the window. It should flow to that of the largest, and to no
    other.
    """


@mistake("Pooling", {"+= dout * (self.arg_max == place)": "+= (self.arg_max == place)"})
class PoolingIgnoringDout:
    """最大だった場所の勾配が、dout の値によらず 1 です。右から届いた dout を使っていますか。
    |
    The gradient at the place of the largest is 1 whatever dout is. Is the dout that arrives used?
    """


@mistake("Pooling")
class PoolingOverwritingInBackward(Pooling):
    """窓が重なり、1 つの画素がいくつもの窓で最大になると、勾配が 1 つ分しかありません。
    重なる所は足し合わせます。= で上書きしていませんか。
    |
    If windows overlap and a pixel is the largest in several, it gets the gradient of only one of them.
    What arrives is to be added up: is it overwritten, with = ?
    """

    def backward(self, dout):
        dx, s = np.zeros(self.padded_shape), self.stride
        for place in np.ndindex(dout.shape):
            top, left = divmod(int(self.arg_max[place]), self.pool_w)
            n, c, i, j = place
            dx[n, c, i * s + top, j * s + left] = dout[place]
        _, _, H, W = self.padded_shape
        return dx[:, :, self.pad : H - self.pad, self.pad : W - self.pad]


@mistake("Pooling")
class PoolingToTheFirstChannelsPlace(Pooling):
    """どのチャンネルの勾配も、チャンネル 0 で最大だった場所に流れています。最大の場所はチャンネルごとに違
    います。
    |
    The gradients of all channels flow to where channel 0 had its largest. That place differs from channel
    to channel.
    """

    def forward(self, x):
        out = super().forward(x)
        self.arg_max = np.zeros_like(self.arg_max) + self.arg_max[:, :1]
        return out


@mistake(
    "Pooling",
    {"+= dout * (self.arg_max == place)": "+= dout * (self.arg_max == left * self.pool_h + top)"},
)
class PoolingToTransposedPlaces:
    """勾配が、窓の中で縦と横を入れ替えた場所に流れています。最大の場所の番号は、左から右へ、上から下へ数
    えます。
    |
    The gradients flow to places whose line and column in the window are swapped. The number of a place
    counts from left to right, from top to bottom.
    """


@mistake("Pooling")
class PoolingWithTheFirstPlaces(Pooling):
    """2 回目の forward のあとの backward が、1 回目の forward の場所を使った値になっています。
    最大の場所を、forward のたびに覚え直していますか。
    |
    After a second forward, backward goes by the places of the first. Are the places of the largest
    remembered anew at every forward?
    """

    def forward(self, x):
        first = vars(self).get("arg_max"), vars(self).get("padded_shape")
        out = super().forward(x)
        if first[0] is not None:
            self.arg_max, self.padded_shape = first
        return out


@mistake("Pooling", {"return dx[:, :, p : H - p, p : W - p]": "return dx"})
class PoolingWithThePadLeftInDx:
    """pad があるとき、dx が広げた大きさのままです。dx の形は x と同じです。
    |
    With a pad, dx is still as large as the padded images. It should have the shape of x.
    """


@mistake(
    "Pooling",
    {"H - p, p : W - p]": "(OH - 1) * s + self.pool_h - p, p : (OW - 1) * s + self.pool_w - p]"},
)
class PoolingWithoutTheRestInDx:
    """余りがあるとき、dx が x より小さくなっています。余りの所の勾配は 0 で、dx の形は x と同じです。
    |
    Where there is a rest, dx is smaller than x. In the rest the gradient is 0, and dx has the shape of x.
    """


@mistake("SimpleConvNet", {"in reversed(self.layers.values())": "in self.layers.values()"})
class SimpleConvNetNotReversed:
    """gradient で、逆伝播が正しく進みません。layers を、前から順にたどっていませんか。
    |
    In gradient, the way back goes wrong. Does it go through layers from the first to the last?
    """


@mistake(
    "SimpleConvNet",
    {"in reversed(self.layers.values())": "in list(self.layers.values()).reverse()"},
)
class SimpleConvNetLoopingOverNone:
    """None を for で回しています。リストの .reverse() の戻り値を使っていませんか。.reverse() は、
    そのリスト自身を並べ替え、None を返します。
    |
    None is looped over. Is it the result of a list's .reverse()? That reorders the list itself, and
    returns None.
    """


@mistake("SimpleConvNet")
class SimpleConvNetOfCopies(SimpleConvNet):
    """params の中身を更新しても、レイヤに伝わりません。Convolution と Affine に渡したのは、params
    と同じ配列ですか。
    |
    An update inside the arrays of params does not reach the layers. Are the arrays that Convolution and
    Affine were given the very ones of params?
    """

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.params = {key: value.copy() for key, value in self.params.items()}


@mistake(
    "SimpleConvNet",
    {
        "np.zeros(FN)": "weight_init_std * np.random.randn(FN)",
        "np.zeros(hidden_size)": "weight_init_std * np.random.randn(hidden_size)",
        "np.zeros(output_size)": "weight_init_std * np.random.randn(output_size)",
    },
)
class SimpleConvNetWithRandomBiases:
    """バイアスの初期値が 0 ではありません。乱数で始めるのは、重みだけです。
    |
    The biases do not begin at 0. Only the weights begin as random numbers.
    """


@mistake("SimpleConvNet")
class SimpleConvNetWithoutInitStd(SimpleConvNet):
    """重みの初期値の広がりが weight_init_std になっていません。np.random.randn の値（標準偏差
    1）に掛けていますか。
    |
    The initial weights do not spread by weight_init_std. Are the numbers of np.random.randn, whose standard
    deviation is 1, multiplied by it?
    """

    def __init__(self, *arguments, weight_init_std=0.01, **named):
        super().__init__(*arguments, weight_init_std=1.0, **named)


@mistake("SimpleConvNet")
class SimpleConvNetWithAFixedStd(SimpleConvNet):
    """重みの初期値の標準偏差が、いつも 0.01 です。引数の weight_init_std を使っていますか。
    |
    The initial weights always have the standard deviation 0.01. Is the argument weight_init_std used?
    """

    def __init__(self, *arguments, weight_init_std=0.01, **named):
        super().__init__(*arguments, weight_init_std=0.01, **named)


@mistake(
    "SimpleConvNet",
    {
        "np.random.randn(FN, C, FS, FS)": "np.random.rand(FN, C, FS, FS)",
        "np.random.randn(pooled, hidden_size)": "np.random.rand(pooled, hidden_size)",
        "np.random.randn(hidden_size, output_size)": "np.random.rand(hidden_size, output_size)",
    },
)
class SimpleConvNetOfUniformWeights:
    """重みの初期値の平均が 0 ではありません。どの乱数を使っていますか。要るのは、平均 0
    の正規分布の乱数です。
    |
    The mean of the initial weights is not 0. Which random numbers are used? Normal ones, with mean 0,
    are needed.
    """


@mistake("SimpleConvNet")
class SimpleConvNetWithSoftmaxInPredict(SimpleConvNet):
    """predict が、点数ではなく、足すと 1 になる確率を返しています。
    ソフトマックス関数まで通していませんか。それは last_layer の仕事です。
    |
    predict returns probabilities, which add up to 1, and not scores. Do they go through softmax, too?
    That is the job of last_layer.
    """

    def predict(self, x):
        return softmax(super().predict(x))


@mistake("SimpleConvNet", {'self.layers["Relu1"] = Relu()\n': "pass\n"})
class SimpleConvNetWithoutTheFirstRelu:
    """layers に Relu1 がありません。Conv1 と Pool1 の間に入ります。
    |
    Relu1 is missing from layers. It stands between Conv1 and Pool1.
    """


@mistake("SimpleConvNet", {'self.layers["Relu2"] = Relu()\n': "pass\n"})
class SimpleConvNetWithoutTheSecondRelu:
    """layers に Relu2 がありません。2 つの Affine の間に活性化関数がないと、
    Affine を重ねた意味がなくなります。
    |
    Relu2 is missing from layers. Without an activation between the two Affine layers, there is no point in
    having two.
    """


@mistake("SimpleConvNet")
class SimpleConvNetPoolingBeforeRelu(SimpleConvNet):
    """layers の順序が、Conv1、Pool1、Relu1 になっています。Relu1 は Pool1 の前です。
    最大値を選ぶプーリングでは、どちらが先でも点数は変わりませんが、課題の順序にそろえてください。
    |
    The order in layers is Conv1, Pool1, Relu1; Relu1 comes before Pool1. With pooling that picks the largest
    value the scores are the same either way, but keep to the order that is asked for.
    """

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        for name in ("Relu1", "Affine1", "Relu2", "Affine2"):
            self.layers.move_to_end(name)


@mistake(
    "SimpleConvNet",
    {
        'self.layers["Affine2"] = Affine(self.params["W3"], self.params["b3"])\n': 'self.layers["Affine2"] = '
        'Affine(self.params["W3"], self.params["b3"])\n        self.layers["Relu3"] = Relu()\n'
    },
)
class SimpleConvNetWithReluAtTheEnd:
    """負になるはずの点数が、0 になっています。Affine2 のあとにも、ReLU を通していませんか。
    点数は負にもなります。
    |
    Scores that should be negative are 0. Is there a ReLU after Affine2? Scores may be negative.
    """


@mistake("SimpleConvNet")
class SimpleConvNetWithLastLayerInLayers(SimpleConvNet):
    """last_layer を layers に入れています。損失を求めるには t が要るので、
    last_layer は layers とは別に持ちます。
    |
    last_layer stands among layers. The loss needs t as well, so keep last_layer apart from layers.
    """

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.layers["last_layer"] = self.last_layer

    def predict(self, x):
        for name, layer in self.layers.items():
            if name != "last_layer":
                x = layer.forward(x)
        return x

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        return conv_net_gradients(self)


def conv_net_gradients(network):
    """What the layers of a SimpleConvNet hold after going back."""
    grads = {}
    for i, name in enumerate(("Conv1", "Affine1", "Affine2"), 1):
        grads[f"W{i}"], grads[f"b{i}"] = network.layers[name].dW, network.layers[name].db
    return grads


@mistake("SimpleConvNet", {"(size + 2 * pad - FS)": "(size - FS)"})
class SimpleConvNetSizedWithoutPadding:
    """W2 の行の数に、パディングが入っていません。畳み込みの出力の大きさは、pad でも変わります。
    |
    The number of rows of W2 leaves out padding. The size of what convolution gives depends on pad as well.
    """


@mistake("SimpleConvNet", {"(size + 2 * pad - FS)": "(size + pad - FS)"})
class SimpleConvNetSizedWithOnePadding:
    """W2 の行の数で、パディングが片側しか数えられていません。パディングは両側に入ります。
    |
    In the number of rows of W2, padding is counted on one side only. It goes to both sides.
    """


@mistake("SimpleConvNet", {"(size + 2 * pad - FS) // stride + 1": "(size + 2 * pad - FS) + 1"})
class SimpleConvNetSizedWithoutStride:
    """W2 の行の数に、ストライドが入っていません。畳み込みの出力の大きさは、stride でも変わります。
    |
    The number of rows of W2 leaves out the stride. The size of what convolution gives depends on stride as
    well.
    """


@mistake("SimpleConvNet", {"(size + 2 * pad - FS) // stride + 1": "(size + 2 * pad - FS) // stride"})
class SimpleConvNetSizedOneShort:
    """W2 の行の数に使う、畳み込みの出力の大きさが 1 足りません。大きさの式を、
    終わりまで確かめてください。
    |
    The size of what convolution gives is short by 1 in the number of rows of W2. Check its formula to
    the end.
    """


@mistake("SimpleConvNet", {"pooled = FN * (OH // 2) * (OW // 2)": "pooled = FN * OH * OW"})
class SimpleConvNetSizedWithoutPooling:
    """W2 の行の数が、プーリングの前の大きさで計算されています。プーリングのあとでは、高さも幅も半分です。
    |
    The number of rows of W2 is that before pooling. After pooling, height and width are half.
    """


@mistake("SimpleConvNet", {"pooled = FN * (OH // 2) * (OW // 2)": "pooled = FN * OH * OW // 2"})
class SimpleConvNetSizedWithHalfPooling:
    """W2 の行の数が、2 倍になっています。プーリングのあと、高さと幅はそれぞれどうなりますか。
    |
    W2 has twice as many rows as it should. What becomes of height and of width in pooling?
    """


@mistake("SimpleConvNet", {"pooled = FN * (OH // 2) * (OW // 2)": "pooled = 4320"})
class SimpleConvNetOfAFixedSize:
    """W2 の行の数が、いつも 4320 です。それは、引数を省いたときの数です。引数から計算していますか。
    |
    W2 always has 4320 rows. That is the number when no argument is given: is it computed from the
    arguments?
    """


@mistake("SimpleConvNet", {"pooled = FN * (OH // 2) * (OW // 2)": "pooled = (OH // 2) * (OW // 2)"})
class SimpleConvNetSizedForOneFilter:
    """W2 の行の数が、フィルター 1 つ分になっています。Pool1 の出力には、
    いくつのチャンネルがありますか。
    |
    The number of rows of W2 is that for one filter. How many channels does Pool1 give?
    """


@mistake("SimpleConvNet", {'self.params["b1"], stride, pad)': 'self.params["b1"], stride)'})
class SimpleConvNetConvolvingWithoutPadding:
    """params の形は合っていますが、pad が 0 でないと計算が合いません。Convolution に pad を渡していますか。
    |
    The shapes of params are right, but with a pad other than 0 the computation is not. Is pad handed to
    Convolution?
    """


@mistake("SimpleConvNet", {'self.params["b1"], stride, pad)': 'self.params["b1"], pad=pad)'})
class SimpleConvNetConvolvingWithoutStride:
    """params の形は合っていますが、stride が 1 でないと計算が合いません。
    Convolution に stride を渡していますか。
    |
    The shapes of params are right, but with a stride other than 1 the computation is not. Is stride handed
    to Convolution?
    """


@mistake("SimpleConvNet", {'self.params["b1"], stride, pad)': 'self.params["b1"], pad, stride)'})
class SimpleConvNetWithStrideAndPadSwapped:
    """Convolution の計算が、stride と pad を入れ替えたときのものです。渡す順を確かめてください。
    |
    Convolution works as if stride and pad had changed places. Check the order in which they are handed
    over.
    """


@mistake("SimpleConvNet", {"Pooling(pool_h=2, pool_w=2, stride=2)": "Pooling(pool_h=2, pool_w=2, stride=1)"})
class SimpleConvNetPoolingWithStrideOne:
    """プーリングのあと、高さと幅が半分になっていません。Pool1 は 2×2 の窓で、ストライドも 2 です。
    |
    After pooling, height and width are not half. Pool1 has windows of 2×2, and its stride is 2 as well.
    """


@mistake("SimpleConvNet", {"np.random.randn(FN, C, FS, FS)": "np.random.randn(FN, 1, FS, FS)"})
class SimpleConvNetOfOneChannel:
    """W1 のチャンネル数が、いつも 1 です。画像のチャンネル数は input_dim の最初の数です。
    |
    W1 always has 1 channel. How many channels an image has is the first number of input_dim.
    """


@mistake("SimpleConvNet", {"np.random.randn(FN, C, FS, FS)": "np.random.randn(C, FN, FS, FS)"})
class SimpleConvNetWithFiltersAndChannelsSwapped:
    """W1 の最初の 2 つの軸が逆です。形は（フィルターの数、チャンネル数、高さ、幅）の順です。
    |
    The first two axes of W1 are swapped. Its shape is (filters, channels, height, width), in this order.
    """


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyOfLabelsOnly(SimpleConvNet):
    """accuracy が、one-hot 表現の t でうまくいきません。t の 2 通りの形を、見分けていますか。
    |
    accuracy goes wrong for t in one-hot form. Does it tell the two forms of t apart?
    """

    def accuracy(self, x, t, batch_size=100):
        right = 0
        for i in range(0, len(x), batch_size):
            y = np.argmax(self.predict(x[i : i + batch_size]), axis=1)
            right += np.sum(y == t[i : i + batch_size])
        return right / len(x)


@mistake("SimpleConvNet", {"if t.ndim == 2:\n            t": "if True:\n            t"})
class SimpleConvNetAccuracyOfOneHotOnly:
    """accuracy が、ラベルの t でうまくいきません。t の 2 通りの形を、見分けていますか。ラベル (N,)
    には、2 つ目の軸がありません。
    |
    accuracy goes wrong for t of labels. Does it tell the two forms of t apart? Labels (N,) have no
    second axis.
    """


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyAsCount(SimpleConvNet):
    """accuracy が、割合ではなく正解の個数になっています。
    |
    accuracy is the number of right answers and not their share.
    """

    def accuracy(self, x, t, batch_size=100):
        return super().accuracy(x, t, batch_size) * len(x)


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyDividedByBatchSize(SimpleConvNet):
    """accuracy が 1 を超えることがあります。正解の数を、何で割っていますか。
    |
    accuracy can be above 1. What is the number of right answers divided by?
    """

    def accuracy(self, x, t, batch_size=100):
        return super().accuracy(x, t, batch_size) * len(x) / batch_size


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyOfTheFirstBatch(SimpleConvNet):
    """accuracy が、最初の batch_size 枚だけの割合になっています。return が for
    の中に入っていませんか。
    |
    accuracy is that of the first batch_size images alone. Does return stand inside the loop?
    """

    def accuracy(self, x, t, batch_size=100):
        return super().accuracy(x[:batch_size], t[:batch_size], batch_size)


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyOfTheLastBatch(SimpleConvNet):
    """accuracy が、最後の batch_size 枚だけで決まっています。正解の数を、足していくのではなく、
    入れ直していませんか。
    |
    accuracy hangs on the last batch_size images alone. Is the number of right answers set anew, and not
    added up?
    """

    def accuracy(self, x, t, batch_size=100):
        last = batch_size * ((len(x) - 1) // batch_size)
        return super().accuracy(x[last:], t[last:], batch_size) * (len(x) - last) / len(x)


@mistake("SimpleConvNet")
class SimpleConvNetAccuracyAllAtOnce(SimpleConvNet):
    """accuracy の値は合っていますが、predict に渡す枚数が batch_size を超えています。batch_size
    枚ずつに分けると、使うメモリが少なくて済みます。
    |
    accuracy has the right value, but predict gets more than batch_size images at a time. In parts of
    batch_size images, less memory is needed.
    """

    def accuracy(self, x, t, batch_size=100):
        return super().accuracy(x, t, len(x))


@mistake("SimpleConvNet")
class SimpleConvNetWithoutForward(SimpleConvNet):
    """gradient の逆伝播が、うまくいきません。逆伝播の前に、渡した x と t で、
    損失まで順伝播をしていますか。
    |
    In gradient, the way back goes wrong. Does it go forward first, with the x and t that are given, all
    the way to the loss?
    """

    def gradient(self, x, t):
        dout = self.last_layer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        return conv_net_gradients(self)


@mistake("SimpleConvNet", {'("Conv1", "Affine1", "Affine2")': '("Affine2", "Affine1", "Conv1")'})
class SimpleConvNetWithGradientsSwapped:
    """勾配の辞書で、Conv1 の勾配と Affine2 の勾配が入れ替わっています。どのキーに、
    どのレイヤの勾配を入れていますか。
    |
    In the dictionary of gradients, those of Conv1 and of Affine2 have changed places. Which layer's
    gradients go under which key?
    """


@mistake("SimpleConvNet")
class SimpleConvNetSkippingTheSecondRelu(SimpleConvNet):
    """W2 から前の勾配が合いません。逆伝播で Relu2 を飛ばしていませんか。
    |
    The gradients from W2 on back are wrong. Is Relu2 skipped on the way back?
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for name in ("Affine2", "Affine1", "Pool1", "Relu1", "Conv1"):
            dout = self.layers[name].backward(dout)
        return conv_net_gradients(self)


@mistake("SimpleConvNet")
class SimpleConvNetSkippingTheFirstRelu(SimpleConvNet):
    """W1 と b1 の勾配だけが合いません。逆伝播で Relu1 を飛ばしていませんか。
    |
    Only the gradients of W1 and b1 are wrong. Is Relu1 skipped on the way back?
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for name in ("Affine2", "Relu2", "Affine1", "Pool1", "Conv1"):
            dout = self.layers[name].backward(dout)
        return conv_net_gradients(self)


@mistake("SimpleConvNet")
class SimpleConvNetWithoutGradientsOfBiases(SimpleConvNet):
    """勾配の辞書に、バイアスの b1、b2、b3 がありません。params と同じキーがそろっていますか。
    |
    The biases b1, b2 and b3 are missing from the dictionary of gradients. Has it all the keys of params?
    """

    def gradient(self, x, t):
        return {key: grad for key, grad in super().gradient(x, t).items() if key.startswith("W")}


@mistake(
    "filter_grid",
    {
        "planes = (planes - planes.min()) / (planes.max() - planes.min())": "low = planes.min(axis=(1, 2), "
        "keepdims=True)\n    planes = (planes - low) / (planes.max(axis=(1, 2), keepdims=True) - low)"
    },
)
def filter_grid_scaled_one_by_one():
    """明るさが、フィルターごとに 0 から 1 に直されています。最小値と最大値は、全フィルターに共通です。
    |
    Each filter is scaled to 0 to 1 on its own. The smallest and the largest value are those of all filters
    together.
    """


@mistake(
    "filter_grid",
    {
        "planes = (planes - planes.min()) / (planes.max() - planes.min())": "planes = (planes - W.min()) / "
        "(W.max() - W.min())"
    },
)
def filter_grid_scaled_by_all_channels():
    """並べるものは合っていますが、チャンネルが 2 つ以上あると明るさが合いません。最小値と最大値は、
    描くチャンネル（最初のチャンネル）だけから求めます。
    |
    The order is right, but the brightness is not when there is more than one channel. Take the smallest and
    the largest value from the channel that is drawn, the first.
    """


@mistake(
    "filter_grid",
    {"planes = (planes - planes.min()) / (planes.max() - planes.min())": "planes = planes * 1.0"},
)
def filter_grid_without_scale():
    """重みの値がそのまま並んでいます。最小値が 0、最大値が 1 になるように直していますか。
    |
    The values of the weights stand there as they are. Are they scaled, so that the smallest becomes 0
    and the largest 1?
    """


@mistake(
    "filter_grid",
    {"(planes - planes.min()) / (planes.max() - planes.min())": "(planes - planes.min()) / planes.max()"},
)
def filter_grid_divided_by_the_largest():
    """最小値は 0 ですが、最大値が 1 になっていません。割る数を、式で確かめてください。
    |
    The smallest value is 0, but the largest is not 1. Look in the formula what to divide by.
    """


@mistake(
    "filter_grid",
    {"(planes - planes.min()) / (planes.max() - planes.min())": "planes / np.abs(planes).max()"},
)
def filter_grid_divided_by_the_largest_size():
    """負の値が残っていたり、最小値が 0 でなかったりします。最小値を引いてから、
    最大値と最小値の差で割っていますか。
    |
    Negative values are left, or the smallest is not 0. Is the smallest value subtracted before dividing by
    the difference of the largest and the smallest?
    """


@mistake(
    "filter_grid", {"rows = -(-FN // columns)": "rows = FN // columns\n    planes = planes[: rows * columns]"}
)
def filter_grid_without_the_last_row():
    """最後の行が埋まらないとき、その行がありません。行の数は、割り算の結果を切り上げた数です。
    |
    When the last row is not full, it is missing. The number of rows is the quotient rounded up.
    """


@mistake("filter_grid", {"rows = -(-FN // columns)": "rows = FN // columns"})
def filter_grid_running_out_of_rows():
    """最後の行が埋まらないとき、絵の高さが足りません。行の数は、割り算の結果を切り上げた数です。
    |
    When the last row is not full, the picture is not high enough. The number of rows is the quotient rounded
    up.
    """


@mistake("filter_grid", {"rows = -(-FN // columns)": "rows = FN // columns + 1"})
def filter_grid_with_an_empty_row():
    """ちょうど埋まるときに、空の行が 1 つ余分にあります。切り上げは、割り切れるときには 1 を足しません。
    |
    When the rows are just full, there is an empty row too many. Rounding up adds nothing where there is no
    remainder.
    """


@mistake(
    "filter_grid",
    {"k // columns * (FH + margin), k % columns": "k % rows * (FH + margin), k // rows"},
)
def filter_grid_column_by_column():
    """フィルターが上から下へ並んでいます。左から右へ並べ、columns 個になったら次の行に移ります。
    |
    The filters go from top to bottom. They go from left to right, and on to the next row after columns of
    them.
    """


@mistake(
    "filter_grid",
    {
        "(rows * (FH + margin) - margin, columns * (FW + margin) - margin)": "(rows * (FH + margin) "
        "+ margin, columns * (FW + margin) + margin)",
        "k // columns * (FH + margin), k % columns * (FW + margin)": "k // columns * (FH + margin) + margin, "
        "k % columns * (FW + margin) + margin",
    },
)
def filter_grid_with_a_frame():
    """絵の外側にも 0 の枠が付いています。0 を入れるのは、フィルターとフィルターの間だけです。
    |
    There is a frame of zeros around the picture. Zeros go between the filters only.
    """


@mistake(
    "filter_grid",
    {
        "(rows * (FH + margin) - margin, columns * (FW + margin) - margin)": "(rows * (FH + margin), "
        "columns * (FW + margin))"
    },
)
def filter_grid_with_margins_at_the_end():
    """絵の右端と下端に、余分な 0 が付いています。すき間の数は、フィルターの数より 1 つ少なくなります。
    |
    There are zeros too many at the right and at the bottom. There is one gap fewer than there are filters.
    """


@mistake("filter_grid")
def filter_grid_with_a_fixed_margin(W, columns, margin=1):
    """すき間の幅がいつも 1 です。引数の margin を使っていますか。
    |
    The gaps are always 1 wide. Is the argument margin used?
    """
    return reference.filter_grid(W, columns)


@mistake("filter_grid")
def filter_grid_of_square_filters(W, columns, margin=1):
    """正方形でないフィルターで、絵の形が合いません。高さは FH、幅は FW から計算していますか。
    |
    For filters that are not square the shape of the picture is wrong. Is its height computed from FH, and
    its width from FW?
    """
    FN, _, FH, _ = W.shape
    planes = (W[:, 0] - W[:, 0].min()) / (W[:, 0].max() - W[:, 0].min())
    rows = -(-FN // columns)
    grid = np.zeros((rows * (FH + margin) - margin, columns * (FH + margin) - margin))
    for k, plane in enumerate(planes):
        top, left = k // columns * (FH + margin), k % columns * (FH + margin)
        grid[top : top + FH, left : left + FH] = plane
    return grid


@mistake("filter_grid", {"planes = W[:, 0]": "planes = W.mean(axis=1)"})
def filter_grid_of_the_mean_channel():
    """チャンネルの平均が描かれています。描くのは、最初のチャンネルだけです。
    |
    What is drawn is the mean of the channels. It should be the first channel alone.
    """


@mistake("filter_grid", {"planes = W[:, 0]": "planes = W[:, -1]"})
def filter_grid_of_the_last_channel():
    """最後のチャンネルが描かれています。描くのは、最初のチャンネルです。
    |
    What is drawn is the last channel. It should be the first.
    """


@mistake("filter_grid")
def filter_grid_scaled_with_its_gaps(W, columns, margin=1):
    """すき間が 0 になっていないことがあります。明るさを直すのが、並べ終わった絵になっていませんか。
    |
    The gaps are not always 0. Is it the finished picture that is scaled?
    """
    FN, _, FH, FW = W.shape
    rows = -(-FN // columns)
    grid = np.zeros((rows * (FH + margin) - margin, columns * (FW + margin) - margin))
    for k, plane in enumerate(W[:, 0]):
        top, left = k // columns * (FH + margin), k % columns * (FW + margin)
        grid[top : top + FH, left : left + FW] = plane
    return (grid - grid.min()) / (grid.max() - grid.min())


@mistake("filter_grid")
def filter_grid_with_white_gaps(W, columns, margin=1):
    """すき間が、0 ではなく 1 になっています。絵を作り始めるときの配列に、何が入っていますか。
    |
    The gaps are 1 and not 0. What is in the array that the picture begins with?
    """
    FN, _, FH, FW = W.shape
    grid, filled = reference.filter_grid(W, columns, margin), np.ones((FN, 1, FH, FW))
    filled[0] = 0.0  # two different values are needed for a scale
    where = reference.filter_grid(filled, columns, margin) > 0
    where[:FH, :FW] = True
    return np.where(where, grid, 1.0)


@mistake("filter_grid")
def filter_grid_in_place(W, columns, margin=1):
    """値は合っていますが、受け取った W の中身が変わっています。W[:, 0] は W の一部を指すだけで、
    複製ではありません。-= や /= などで書き換えていませんか。
    |
    The values are right, but the contents of W are changed. W[:, 0] is no copy, but points into W: is it
    changed, as by -= or /=?
    """
    picture = reference.filter_grid(W, columns, margin)
    W[:, 0] -= W[:, 0].min()
    W[:, 0] /= W[:, 0].max()
    return picture
