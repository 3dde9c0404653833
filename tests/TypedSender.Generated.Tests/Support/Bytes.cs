namespace TypedSender.Generated.Tests.Support;

/// <summary>Bytes as tests write them: hexadecimal digits in any grouping.</summary>
internal static class Bytes
{
    public static void Equal(string expected, byte[] actual) => Assert.Equal(Plain(expected), Convert.ToHexString(actual).ToLowerInvariant());

    /// <summary>UTF-8 or ASCII text as hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)).ToLowerInvariant();

    private static string Plain(string bytes) => bytes.Replace(" ", string.Empty).Replace("\n", string.Empty).Replace("\r", string.Empty).ToLowerInvariant();
}
