using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Public members that only generated code calls are hidden from completion.</summary>
public partial class GeneratedCodeTests
{
    private const string Hidden = "EditorBrowsable(EditorBrowsableState.Never)";

    /// <summary>What generated code names, and people use as well.</summary>
    private static readonly string[] ForPeopleToo =
    [
        "AmqpBrokerKind", // attributes and options name a broker by it
        "AmqpManagementClient", "AmqpManagementRequest", "AmqpManagementResponse", "AmqpMessage", // requests without an interface
        "AmqpEncodeException", // thrown to callers of send methods
        "AmqpDecodeException", // thrown to those who read contracts
        "AmqpReader", // formatters read with it
        "AmqpDecimal128", // a type of AMQP that .NET has not
        "FormatCode", // names the constructor of an array to those who write one
        "AmqpSymbol", // a type of AMQP that .NET has not
        "AmqpWriter", // formatters write with it
        "Header", "Properties", // a received message shows them
        "IAmqpContract", "IAmqpManagement", "ITypedSender", // constraints of AmqpContracts, SendClient.GetManagement and SendClient.GetSender
        "SendOptions", // what one untyped send does otherwise than its sender
        "AmqpTarget", // options have one, too
        "SenderOptions", // what differs in an environment, also of a sender that is registered
        "MessageSender", "SenderDescription", // the link of a typed sender, and what its interface says of it
    ];

    /// <summary>Hidden, and yet constraints of what people call: AmqpContracts encodes and decodes external contracts by a type that is named.</summary>
    private static readonly string[] Constraints = ["IAmqpDecoder", "IAmqpEncoder"];

    private static readonly PublicType[] Types = [.. Repository.SourceFiles("src").SelectMany(PublicType.In)];

    private static readonly HashSet<string> HiddenNames = [.. Types.Where(type => type.IsHidden).Select(type => type.Name)];

    [Fact]
    public void Every_public_type_of_the_namespace_of_generated_code_is_hidden()
    {
        PublicType[] types = [.. Types.Where(type => type.Namespace == "TypedSender.GeneratedCode")];

        Assert.NotEmpty(types);
        Expect.None(from type in types where !HiddenNames.Contains(type.Name) select $"{type.Path}: {type.Name}");
    }

    [Fact]
    public void Every_public_type_that_the_generator_names_is_hidden_or_for_people_too()
    {
        string[] named =
        [
            .. from file in Repository.SourceFiles("generators/TypedSender.Generators/Emitting")
               where !Path.GetFileName(file.Path).StartsWith("Composite", StringComparison.Ordinal) // composite types are the library's own
               from Match match in NameInEmitter().Matches(file.Text)
               let name = match.Groups["name"].Value
               where Types.Any(type => type.Name == name)
               select name,
        ];

        Expect.None(from name in named.Distinct() where !HiddenNames.Contains(name) && !ForPeopleToo.Contains(name) select name);
        Expect.None(from name in ForPeopleToo where HiddenNames.Contains(name) || !named.Contains(name) select $"{name} is not what ForPeopleToo says");
        Assert.Contains("AmqpPrimitives", named);
    }

    [Fact]
    public void Every_public_member_that_takes_what_only_generated_code_has_is_hidden()
    {
        PublicMember[] members =
        [
            .. from type in Types
               where !HiddenNames.Contains(type.Name)
               from member in type.Members
               where member.Words.Any(word => HiddenNames.Contains(word) && !Constraints.Contains(word))
               select member,
        ];

        Assert.Contains(members, member => member.Signature.Contains("SendAsync", StringComparison.Ordinal));
        Expect.None(from member in members where !member.IsHidden select member.Signature);
    }

    /// <summary>Such as <c>Runtime.GeneratedCode + "AmqpMapSection"</c> and <c>{Runtime.Product}ITypedSender</c>.</summary>
    [GeneratedRegex(@"\b(?:Product|Amqp|Messages|GeneratedCode)(?: \+ ""|\})(?<name>\w+)")]
    private static partial Regex NameInEmitter();

    /// <summary>One declaration of a public type; a partial one has several.</summary>
    private sealed partial record PublicType(string Path, string? Namespace, string Name, bool IsHidden, PublicMember[] Members)
    {
        public static IEnumerable<PublicType> In(SourceFile file) =>
            from Match match in Declaration().Matches(file.Code)
            let end = file.Code.IndexOf("\n}", match.Index, StringComparison.Ordinal)
            select new PublicType(
                file.Path,
                file.Namespace,
                match.Groups["name"].Value,
                match.Groups["attributes"].Value.Contains(Hidden, StringComparison.Ordinal),
                [.. PublicMember.In(end < 0 ? "" : file.Code[match.Index..end])]);

        [GeneratedRegex(@"(?<attributes>(?:^\[[^\n]*\]\s*\n)*)^public (?:\w+ )*(?:class|struct|interface|enum|record|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
        private static partial Regex Declaration();
    }

    private sealed partial record PublicMember(string Signature, bool IsHidden)
    {
        public IEnumerable<string> Words => Word().Matches(Signature).Select(match => match.Value);

        public static IEnumerable<PublicMember> In(string type) =>
            from Match match in Declaration().Matches(type)
            select new PublicMember(match.Groups["signature"].Value, match.Groups["attributes"].Value.Contains(Hidden, StringComparison.Ordinal));

        [GeneratedRegex(@"(?<attributes>(?:^    \[[^\n]*\]\s*\n)*)^    (?<signature>public [^;{}=]*)", RegexOptions.Multiline)]
        private static partial Regex Declaration();

        [GeneratedRegex(@"\w+")]
        private static partial Regex Word();
    }
}
