namespace TypedSender.Interop.Tests.Shapes;

/// <summary>All forms of messages, in the order of docs/interop.md.</summary>
internal static class ShapeTable
{
    public static IReadOnlyList<Shape> All { get; } = [.. BodyShapes.All, .. TypeShapes.All, .. MemberShapes.All, .. HeaderShapes.All, .. PropertyShapes.All, .. MapSectionShapes.All, .. UntypedShapes.All, .. EnvelopeShapes.All];

    public static Shape Find(string name) => All.Single(shape => shape.Name == name);
}
