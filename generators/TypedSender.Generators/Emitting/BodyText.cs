using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>What is said of a kind of body, and the section that holds it.</summary>
internal static class BodyText
{
    /// <summary>The value of the body, for people.</summary>
    public static string What(BodyEncoding body) => body switch
    {
        BodyEncoding.Map => "a map",
        BodyEncoding.List => "a list",
        BodyEncoding.Sequence => "a sequence",
        BodyEncoding.Raw => "the octets it holds",
        _ => "JSON",
    };

    /// <summary>The code of the section, and the rest of the statement that writes it.</summary>
    public static string Section(BodyEncoding body) => body switch
    {
        BodyEncoding.Map or BodyEncoding.List => "0x77); // amqp-value (AMQP 1.0, 3.2.8)",
        BodyEncoding.Sequence => "0x76); // amqp-sequence (AMQP 1.0, 3.2.7)",
        _ => "0x75); // data (AMQP 1.0, 3.2.6)",
    };
}
