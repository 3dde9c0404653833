using TypedSender.Matrix.Tests.Covering;
using TypedSender.Matrix.Tests.Levels;

namespace TypedSender.Matrix.Tests.Rows;

/// <summary>Makes rows around a pair of levels in which everything else is ordinary: if none of them is C#, the pair is none.</summary>
internal static class Completion
{
    private static readonly string[] Declarations = ["class", "record", "struct", "record with a base in another assembly"];

    private static readonly string[] Forms =
    [
        "get; set;", "computed", "positional", "inherited", "implements an interface's", "interface's own", "positional, passed to the base", "overridden", "field",
    ];

    private static readonly Dictionary<AttributeTarget, string[]> Attributes = new()
    {
        [AttributeTarget.SenderInterface] = ["DesiredCapability", "Subject"],
        [AttributeTarget.BaseOfSender] = ["DesiredCapability", "Subject"],
        [AttributeTarget.SenderMethod] = ["AmqpBatch", "Subject"],
    };

    private static readonly AttributeTarget[] Targets =
    [
        AttributeTarget.None, AttributeTarget.Member, AttributeTarget.SenderInterface, AttributeTarget.SenderMethod, AttributeTarget.Contract, AttributeTarget.NoContract, AttributeTarget.BaseMember,
    ];

    /// <summary>The combinations of a form and a place that can be written at all, and no place for no attribute.</summary>
    public static bool IsWritable(Pair pair) => (pair.First, pair.Second) switch
    {
        (1, 4) => Row.HasPlace(MemberForm.All[pair.FirstLevel], (AttributeTarget)pair.SecondLevel),
        (3, 4) => MemberAttribute.All[pair.FirstLevel].IsNone == ((AttributeTarget)pair.SecondLevel == AttributeTarget.None),
        _ => true,
    };

    /// <summary>The rows around a pair, the most ordinary first.</summary>
    public static IEnumerable<int[]> Of(Pair pair) =>
        from target in Choices(pair, 4, _ => Targets.Select(target => (int)target))
        from attribute in Choices(pair, 3, _ => AttributesFor((AttributeTarget)target))
        from declaration in Choices(pair, 0, _ => Declarations.Select(name => IndexOf(Declaration.All, name, each => each.Name)))
        from form in Choices(pair, 1, _ => Forms.Select(name => IndexOf(MemberForm.All, name, each => each.Name)))
        from type in Choices(pair, 2, _ => [IndexOf(MemberType.All, MemberAttribute.All[attribute].FitsType, each => each.Text)])
        from file in Choices(pair, 5, _ => [0])
        let row = new[] { declaration, form, type, attribute, target, file }
        where Pair.In(row).All(IsWritable)
        select row;

    private static IEnumerable<int> AttributesFor(AttributeTarget target)
    {
        if (target == AttributeTarget.None)
        {
            yield return 0;
            yield break;
        }

        foreach (string name in Attributes.GetValueOrDefault(target, ["AmqpMember", "Subject"]))
        {
            yield return IndexOf(MemberAttribute.All, name, each => each.Name);
        }
    }

    private static IEnumerable<int> Choices(Pair pair, int factor, Func<Pair, IEnumerable<int>> others) =>
        factor == pair.First ? [pair.FirstLevel] : factor == pair.Second ? [pair.SecondLevel] : others(pair);

    private static int IndexOf<T>(IReadOnlyList<T> all, string name, Func<T, string> nameOf) =>
        Enumerable.Range(0, all.Count).First(index => nameOf(all[index]) == name);
}
