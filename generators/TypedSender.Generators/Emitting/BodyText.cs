using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>The texts on a kind of body, and the section that holds it.</summary>
internal static class BodyText
{
    /// <summary>The value of the body, for people.</summary>
    public static string What(BodyEncoding body) => body switch
    {
        BodyEncoding.Map => "a map",
        BodyEncoding.List => "a list",
        BodyEncoding.Sequence => "a sequence",
        BodyEncoding.Raw => "the bytes it holds",
        _ => "JSON",
    };

    /// <summary>The descriptor of the section.</summary>
    public static byte SectionCode(BodyEncoding body) => body switch
    {
        BodyEncoding.Map or BodyEncoding.List => 0x77,
        BodyEncoding.Sequence => 0x76,
        _ => 0x75,
    };

    /// <summary>The section, and where it is defined.</summary>
    public static string SectionName(BodyEncoding body) => body switch
    {
        BodyEncoding.Map or BodyEncoding.List => "amqp-value (AMQP 1.0, 3.2.8)",
        BodyEncoding.Sequence => "amqp-sequence (AMQP 1.0, 3.2.7)",
        _ => "data (AMQP 1.0, 3.2.6)",
    };
}
